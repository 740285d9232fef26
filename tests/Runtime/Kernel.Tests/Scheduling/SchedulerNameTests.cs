using Supervision.Actor;
using Supervision.Configuration;
using Supervision.Event;

namespace Supervision.Kernel.Tests.Scheduling;

public sealed class SchedulerNameTests
{
    [Theory(Timeout = 30000)]
    [InlineData(null, typeof(HashedWheelTimerScheduler))]
    [InlineData("Akka.Actor.HashedWheelTimerScheduler, Akka", typeof(HashedWheelTimerScheduler))]
    [InlineData("HeapScheduler", typeof(HeapScheduler))]
    [InlineData("Supervision.Kernel.Tests.Scheduling.SchedulerNameTests+Own, Supervision.Kernel.Tests", typeof(Own))]
    public async Task Implementation_ByName_IsTheSystemsScheduler(string? name, Type expected)
    {
        var chosen = name is null ? "" : $", scheduler.implementation = \"{name}\"";
        var system = ActorSystem.Create("timed", $"akka {{ loglevel = OFF, stdout-loglevel = OFF{chosen} }}");

        Assert.IsType(expected, system.Scheduler);
        await system.Terminate();
    }

    [Fact]
    public void Implementation_Unknown_FailsTheStart() => Assert.Throws<ConfigurationException>(
        () => ActorSystem.Create("timed", "akka { stdout-loglevel = OFF, scheduler.implementation = \"No.Such.Scheduler, Nowhere\" }"));

    internal sealed class Own(Config config, ILoggingAdapter log) : HeapScheduler(config, log);
}
