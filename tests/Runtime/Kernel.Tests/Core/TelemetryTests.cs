using Supervision.Actor;

namespace Supervision.Kernel.Tests.Core;

public sealed class TelemetryTests() : KernelTest("akka.actor.telemetry.enabled = on")
{
    [Fact(Timeout = 30000)]
    public async Task Life_OfAnActor_IsToldOnTheEventStream()
    {
        Probe told = Subscribed<IActorTelemetryEvent>();
        Probe probe = NewProbe();
        IActorRef actor = Sys.ActorOf(Scripted.Props("a", probe.Ref));
        await Next<ActorStarted>();
        actor.Tell((Action<IActorContext>)(static _ => throw new InvalidOperationException("once")), ActorRefs.NoSender);
        Assert.Equal("once", (await Next<ActorRestarted>()).Reason.Message);
        Sys.Stop(actor);
        await Next<ActorStopped>();

        // The kernel's own actors may still be starting, and are told of as well.
        async Task<T> Next<T>()
            where T : IActorTelemetryEvent
        {
            while (true)
            {
                IActorTelemetryEvent next = (IActorTelemetryEvent)await told.Next();
                if (next.Subject.Equals(actor))
                {
                    Assert.Equal(typeof(Scripted), next.ActorType);
                    return Assert.IsType<T>(next);
                }
            }
        }
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
