using System.Collections.Concurrent;
using Supervision.Actor;
using Supervision.Configuration;

namespace Supervision.Kernel.Tests.Shutdown;

public sealed class SystemShutdownTests
{
    private readonly ConcurrentQueue<string> _ran = [];

    [Fact(Timeout = 30000)]
    public async Task Terminate_OfASystem_RunsTheShutdownFirst()
    {
        var system = Start();
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "stop", Note("stop"));
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "first", Note("first"));

        await system.Terminate();

        Assert.Equal(["first", "stop"], _ran);
        Assert.IsType<CoordinatedShutdown.ActorSystemTerminateReason>(shutdown.ShutdownReason);
    }

    [Fact(Timeout = 30000)]
    public async Task Run_OfTheShutdown_TerminatesTheSystem()
    {
        var system = Start();

        await CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.UnknownReason.Instance);

        Assert.True(system.WhenTerminated.IsCompletedSuccessfully);
    }

    [Fact(Timeout = 30000)]
    public async Task Run_WithTerminationOff_LeavesTheSystemRunning()
    {
        var system = Start(
            "akka.coordinated-shutdown { terminate-actor-system = off, run-by-actor-system-terminate = off }");

        await CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.UnknownReason.Instance);

        Assert.False(system.WhenTerminated.IsCompleted);
        await system.Terminate();
    }

    [Fact(Timeout = 30000)]
    public async Task Terminate_WithRunByTerminateOff_DoesNotRunTheShutdown()
    {
        var system = Start("akka.coordinated-shutdown.run-by-actor-system-terminate = off");
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceStop, "stop", Note("stop"));

        await system.Terminate();

        Assert.Empty(_ran);
    }

    [Fact(Timeout = 30000)]
    public async Task Phases_OfTheConfiguration_ChangeAndExtendTheDefaults()
    {
        var system = Start("""
            akka.coordinated-shutdown {
              default-phase-timeout = 7s
              phases {
                before-service-unbind.depends-on = [my-phase]
                my-phase { timeout = 11s, recover = off }
                service-stop.enabled = off
              }
            }
            """);
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "second", Note("second"));
        shutdown.AddTask("my-phase", "first", Note("first"));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "off", Note("off"));

        Assert.Equal(TimeSpan.FromSeconds(11), shutdown.Timeout("my-phase"));
        Assert.Equal(TimeSpan.FromSeconds(7), shutdown.Timeout(CoordinatedShutdown.PhaseServiceUnbind));
        Assert.Equal(TimeSpan.FromSeconds(10), shutdown.Timeout(CoordinatedShutdown.PhaseActorSystemTerminate));
        await system.Terminate();

        Assert.Equal(["first", "second"], _ran);
    }

    [Theory]
    [InlineData("phases.before-service-unbind.depends-on = [service-stop]", "circle")]
    [InlineData("terminate-actor-system = off", "terminate-actor-system")]
    [InlineData("phases.service-stop.timeout = soon", "timeout")]
    public void Settings_ThatAreWrong_FailTheStart(string setting, string named)
    {
        var failure = Assert.ThrowsAny<Exception>(() => Start($"akka.coordinated-shutdown {{ {setting} }}"));

        Assert.Contains(named, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 30000)]
    public async Task Scheduler_AfterTheEndOfItsSystem_RefusesWork()
    {
        var system = Start();

        await system.Terminate();

        Assert.Throws<SchedulerException>(() => system.Scheduler.Advanced.ScheduleOnce(1, () => { }));
    }

    private static ExtendedActorSystem Start(string config = "") =>
        (ExtendedActorSystem)ActorSystem.Create("shutdown", ConfigurationFactory.ParseString(config));

    private Func<Task<Done>> Note(string text) => () =>
    {
        _ran.Enqueue(text);
        return Task.FromResult(Done.Instance);
    };
}
