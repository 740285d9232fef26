using Supervision.Actor;
using Supervision.Actor.Setup;
using Supervision.Configuration;
using Supervision.Event;
using Supervision.Kernel.Tests.Scheduling;

namespace Supervision.Kernel.Tests.Event;

public sealed class DeadLetterListenerTests
{
    [Fact(Timeout = 30000)]
    public async Task Letters_AreNamedByTheirFateAndSilentForAWhileAfterTheLimit()
    {
        var time = new SteppedTime();
        var system = ActorSystem.Create("letters", ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString(
                "akka { stdout-loglevel = OFF, log-dead-letters = 3, log-dead-letters-suspend-duration = 10s }")),
            new SchedulerSetup(time),
            new LoggingSetup().ClearLoggers()));
        await system.ActorSelection("/system/deadLetterListener").Ask<ActorIdentity>(new Identify(1), TimeSpan.FromSeconds(20));
        var probe = new Probe(system, "probe");
        system.EventStream.Subscribe(probe.Ref, typeof(Info));
        var stream = system.EventStream;

        stream.Publish(new DeadLetter("a", probe.Ref, system.DeadLetters));
        stream.Publish(new Dropped("b", "No room", probe.Ref));
        stream.Publish(new UnhandledMessage("c", probe.Ref, probe.Ref));
        Assert.StartsWith(
            $"Message [String] from {probe.Ref} to {system.DeadLetters} was not delivered. [1] dead letters encountered.", await Line());
        Assert.StartsWith($"Message [String] to {probe.Ref} was dropped. No room. [2] dead letters encountered.", await Line());
        Assert.StartsWith(
            $"Message [String] from {probe.Ref} to {probe.Ref} was unhandled. [3] dead letters encountered, no more dead letters will be logged in next [00:00:10]",
            await Line());

        stream.Publish(new Dropped("d", "No room", probe.Ref));
        await probe.ExpectNothingBefore("silent");
        time.Advance(TimeSpan.FromSeconds(11));
        stream.Publish(new Dropped("e", "No room", probe.Ref));
        Assert.Contains("[5] dead letters encountered, of which 1 were not logged.", await Line());
        stream.Publish(new Dropped("f", "No room", probe.Ref));
        Assert.Contains("[1] dead letters encountered.", await Line());
        await system.Terminate();

        async Task<string> Line() => (await probe.Expect<Info>()).Message.ToString()!;
    }

    [Fact]
    public void Text_OfALetter_NamesItsKind()
    {
        Assert.StartsWith("Dropped from", new Dropped("m", "why", ActorRefs.Nobody).ToString());
        Assert.StartsWith("UnhandledMessage from", new UnhandledMessage("m", ActorRefs.Nobody, ActorRefs.Nobody).ToString());
    }
}
