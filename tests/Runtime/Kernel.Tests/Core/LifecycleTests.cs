using Supervision.Actor;
using Supervision.Event;

namespace Supervision.Kernel.Tests.Core;

public class LifecycleTests : KernelTest
{
    [Fact(Timeout = 30000)]
    public async Task Actor_StartedAndStopped_RunsHooksOnce()
    {
        Probe probe = NewProbe();
        IActorRef actor = Sys.ActorOf(Scripted.Props("a", probe.Ref));
        await probe.Expect("a.ctor", "a.preStart");
        actor.Tell("hello");
        await probe.Expect("a.hello");
        Sys.Stop(actor);
        await probe.Expect("a.postStop");
    }

    [Fact(Timeout = 30000)]
    public async Task Actor_Restarted_RunsHooksInOrder()
    {
        Probe probe = NewProbe();
        IActorRef actor = Sys.ActorOf(Scripted.Props("a", probe.Ref));
        await probe.Expect("a.ctor", "a.preStart");
        Exception failure = new InvalidOperationException("boom");
        actor.Tell(failure);
        actor.Tell("next");
        await probe.Expect(
            "a.preRestart(boom,itself)",
            "a.postStop",
            "a.ctor",
            "a.postRestart(boom)",
            "a.preStart",
            "a.next");
    }

    [Fact(Timeout = 30000)]
    public async Task Actor_Restarted_StopsChildrenBeforeNewInstance()
    {
        Probe probe = NewProbe();
        IActorRef parent = Sys.ActorOf(Scripted.Props("p", probe.Ref));
        await probe.Expect("p.ctor", "p.preStart");
        await parent.Ask<IActorRef>(new Scripted.Named(Scripted.Props("c", probe.Ref), "c"), Long);
        await probe.Expect("c.ctor", "c.preStart");
        Exception failure = new InvalidOperationException("boom");
        parent.Tell(failure);
        await probe.Expect(
            "p.preRestart(boom,itself)",
            "p.postStop",
            "c.postStop",
            "p.ctor",
            "p.postRestart(boom)",
            "p.preStart");
        IActorRef again = await parent.Ask<IActorRef>(new Scripted.Named(Scripted.Props("c", probe.Ref), "c"), Long);
        Assert.Equal("c", again.Path.Name);
    }

    [Fact(Timeout = 30000)]
    public async Task Actor_RestartedKeepingChildren_RestartsThem()
    {
        Probe probe = NewProbe();
        IActorRef parent = Sys.ActorOf(Props.Create(() => new Keeper("p", probe.Ref)));
        await probe.Expect("p.ctor", "p.preStart");
        IActorRef child = await parent.Ask<IActorRef>(Scripted.Props("c", probe.Ref), Long);
        await probe.Expect("c.ctor", "c.preStart");
        parent.Tell(new InvalidOperationException("boom"));
        await probe.Expect("p.ctor", "p.postRestart(boom)", "p.preStart");
        await probe.Expect("c.preRestart(boom,)", "c.postStop", "c.ctor", "c.postRestart(boom)", "c.preStart");
        child.Tell("alive");
        await probe.Expect("c.alive");
    }

    [Fact(Timeout = 30000)]
    public async Task Actor_RestartedWithoutFailure_ProcessesNothingInBetween()
    {
        Probe probe = NewProbe();
        using ManualResetEventSlim begun = new();
        using ManualResetEventSlim hold = new();
        IActorRef parent = Sys.ActorOf(Scripted.Props("p", probe.Ref));
        await probe.Expect("p.ctor", "p.preStart");
        IActorRef child = await parent.Ask<IActorRef>(Scripted.Props("c", probe.Ref), Long);
        await probe.Expect("c.ctor", "c.preStart");
        child.Tell((Action<IActorContext>)(_ =>
        {
            begun.Set();
            hold.Wait(Long);
        }));
        Assert.True(begun.Wait(Long));
        ((IInternalActorRef)parent).Restart(new InvalidOperationException("boom"));
        await probe.Expect("p.preRestart(boom,)", "p.postStop");
        parent.Tell("waits");
        await probe.ExpectNothingBefore("mark");
        hold.Set();
        await probe.Expect("c.postStop", "p.ctor", "p.postRestart(boom)", "p.preStart", "p.waits");
    }

    [Fact(Timeout = 30000)]
    public async Task Actor_StoppedWhileRestarting_Terminates()
    {
        Probe probe = NewProbe();
        using ManualResetEventSlim hold = new();
        IActorRef parent = Sys.ActorOf(Scripted.Props("p", NewProbe().Ref));
        IActorRef child = await parent.Ask<IActorRef>(Scripted.Props("c", NewProbe().Ref), Long);
        await probe.WatchNow(parent);
        child.Tell((Action<IActorContext>)(_ => hold.Wait(Long)));
        parent.Tell(new InvalidOperationException("boom"));
        Sys.Stop(parent);
        hold.Set();
        await probe.ExpectTerminated(parent);
    }

    [Fact(Timeout = 30000)]
    public async Task Actor_ConstructorThrows_IsStopped()
    {
        Probe probe = NewProbe();
        Probe errors = NewProbe();
        Sys.EventStream.Subscribe(errors.Ref, typeof(Error));
        IActorRef actor = Sys.ActorOf(Props.Create<Scripted>(() => throw new InvalidOperationException("cannot")));
        probe.Watch(actor);
        await probe.ExpectTerminated(actor);
        Error error = await errors.Next<Error>();
        Assert.IsType<ActorInitializationException>(error.Cause);
        Assert.Equal("cannot", error.Cause!.InnerException!.Message);
    }

    [Fact(Timeout = 30000)]
    public async Task Actor_PreStartThrows_IsStopped()
    {
        Probe probe = NewProbe();
        IActorRef actor = Sys.ActorOf(Props.Create(() => new FailsAt("preStart", probe.Ref)));
        probe.Watch(actor);
        await probe.ExpectTerminated(actor);
    }

    [Fact(Timeout = 30000)]
    public async Task Actor_PostRestartThrows_IsStoppedWithPostRestartException()
    {
        Probe probe = NewProbe();
        Probe errors = Subscribed<Error>();
        IActorRef actor = Sys.ActorOf(Props.Create(() => new FailsAt("postRestart", probe.Ref)));
        probe.Watch(actor);
        actor.Tell(new InvalidOperationException("first"));
        await probe.ExpectTerminated(actor);
        Assert.Equal("first", (await errors.Next<Error>()).Cause!.Message);
        PostRestartException cause = Assert.IsType<PostRestartException>((await errors.Next<Error>()).Cause);
        Assert.Equal("postRestart", cause.InnerException!.Message);
        Assert.Equal("first", cause.OriginalCause!.Message);
    }

    [Fact(Timeout = 30000)]
    public async Task Actor_PreRestartThrows_RestartsAnyway()
    {
        Probe probe = NewProbe();
        Probe errors = Subscribed<Error>();
        IActorRef actor = Sys.ActorOf(Props.Create(() => new FailsAt("preRestart", probe.Ref)));
        actor.Tell(new InvalidOperationException("first"));
        actor.Tell("alive");
        await probe.Expect("alive");
        Assert.Equal("first", (await errors.Next<Error>()).Cause!.Message);
        Assert.IsType<PreRestartException>((await errors.Next<Error>()).Cause);
    }

    [Fact(Timeout = 30000)]
    public async Task Actor_PostStopThrows_TerminatesAnyway()
    {
        Probe probe = NewProbe();
        IActorRef actor = Sys.ActorOf(Props.Create(() => new FailsAt("postStop", probe.Ref)));
        probe.Watch(actor);
        actor.Tell(PoisonPill.Instance);
        await probe.ExpectTerminated(actor);
    }

    [Fact(Timeout = 30000)]
    public async Task Actor_PoisonPill_StopsAfterEarlierMessages()
    {
        Probe probe = NewProbe();
        IActorRef actor = Sys.ActorOf(Scripted.Props("a", probe.Ref));
        actor.Tell("one");
        actor.Tell(PoisonPill.Instance);
        actor.Tell("two");
        await probe.Expect("a.ctor", "a.preStart", "a.one", "a.postStop");
    }

    [Fact(Timeout = 30000)]
    public async Task Actor_Kill_StopsByDefault()
    {
        Probe probe = NewProbe();
        Probe errors = Subscribed<Error>();
        IActorRef actor = Sys.ActorOf(Scripted.Props("a", NewProbe().Ref));
        probe.Watch(actor);
        actor.Tell(Kill.Instance);
        await probe.ExpectTerminated(actor);
        Assert.IsType<ActorKilledException>((await errors.Next<Error>()).Cause);
    }

    [Fact(Timeout = 30000)]
    public async Task Actor_Stopped_TurnsQueuedMessagesIntoDeadLetters()
    {
        Probe letters = Subscribed<DeadLetter>();
        using ManualResetEventSlim hold = new();
        IActorRef actor = Sys.ActorOf(Scripted.Props("a", NewProbe().Ref));
        actor.Tell((Action<IActorContext>)(context =>
        {
            hold.Wait(Long);
            context.Stop(context.Self);
        }));
        actor.Tell("late", ActorRefs.NoSender);
        hold.Set();
        DeadLetter letter = await letters.Next<DeadLetter>();
        Assert.Equal("late", letter.Message);
        Assert.Equal(actor, letter.Recipient);
        actor.Tell("later still", ActorRefs.NoSender);
        Assert.Equal("later still", (await letters.Next<DeadLetter>()).Message);
    }

    [Fact(Timeout = 30000)]
    public async Task DeadLetterSubscriber_StoppedWithDeadLettersQueued_Terminates()
    {
        using ManualResetEventSlim hold = new();
        Probe probe = NewProbe();
        IActorRef subscriber = Sys.ActorOf(Scripted.Props("a", NewProbe().Ref));
        await probe.WatchNow(subscriber);
        subscriber.Tell((Action<IActorContext>)(context =>
        {
            hold.Wait(Long);
            context.Stop(context.Self);
        }));
        Sys.EventStream.Subscribe(subscriber, typeof(DeadLetter));
        Sys.DeadLetters.Tell("lost", ActorRefs.NoSender);
        hold.Set();
        await probe.ExpectTerminated(subscriber);
    }

    [Fact]
    public void Actor_MadeWithNew_Throws() =>
        Assert.Throws<ActorInitializationException>(() => new Scripted("x", ActorRefs.Nobody));

    private sealed class Keeper(string name, IActorRef reportTo) : Scripted(name, reportTo)
    {
        protected override void PreRestart(Exception reason, object message)
        {
        }
    }

    private sealed class FailsAt(string where, IActorRef reportTo) : UntypedActor
    {
        protected override void PreStart() => Fail("preStart");

        protected override void PostStop() => Fail("postStop");

        protected override void PreRestart(Exception reason, object message) => Fail("preRestart");

        protected override void PostRestart(Exception reason) => Fail("postRestart");

        protected override void OnReceive(object message)
        {
            if (message is Exception failure)
            {
                throw failure;
            }

            reportTo.Tell(message);
        }

        private void Fail(string here)
        {
            if (here == where)
            {
                throw new InvalidOperationException(here);
            }
        }
    }
}
