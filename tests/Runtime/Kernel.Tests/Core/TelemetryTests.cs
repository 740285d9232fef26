using Supervision.Actor;

namespace Supervision.Kernel.Tests.Core;

public sealed class TelemetryTests() : KernelTest("akka.actor.telemetry.enabled = on")
{
    [Fact(Timeout = 30000)]
    public async Task Life_OfAnActor_IsToldOnTheEventStream()
    {
        Probe told = Subscribed<IActorTelemetryEvent>();
        Probe probe = NewProbe();
        ActorStarted ofProbe = await told.Next<ActorStarted>();
        while (!ofProbe.Subject.Equals(probe.Ref))
        {
            ofProbe = await told.Next<ActorStarted>();
        }

        IActorRef actor = Sys.ActorOf(Scripted.Props("a", probe.Ref));
        ActorStarted started = await told.Next<ActorStarted>();
        actor.Tell((Action<IActorContext>)(static _ => throw new InvalidOperationException("once")), ActorRefs.NoSender);
        ActorRestarted restarted = await told.Next<ActorRestarted>();
        Sys.Stop(actor);
        ActorStopped stopped = await told.Next<ActorStopped>();

        Assert.Equal((actor, typeof(Scripted)), (started.Subject, started.ActorType));
        Assert.Equal((actor, typeof(Scripted)), (restarted.Subject, restarted.ActorType));
        Assert.Equal("once", restarted.Reason.Message);
        Assert.Equal((actor, typeof(Scripted)), (stopped.Subject, stopped.ActorType));
    }
}

public sealed class NoTelemetryTests : KernelTest
{
    [Fact(Timeout = 30000)]
    public async Task Life_OfAnActor_IsNotToldUnlessAskedFor()
    {
        Probe told = Subscribed<IActorTelemetryEvent>();
        Probe probe = NewProbe();
        Sys.ActorOf(Scripted.Props("a", probe.Ref));
        await probe.Expect("a.ctor", "a.preStart");

        await told.ExpectNothingBefore("nothing");
    }
}
