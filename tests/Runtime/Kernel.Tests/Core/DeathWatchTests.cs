using Supervision.Actor;
using Supervision.Event;

namespace Supervision.Kernel.Tests.Core;

public class DeathWatchTests : KernelTest
{
    [Fact(Timeout = 30000)]
    public async Task Watch_SubjectStops_GivesTerminatedOnce()
    {
        Probe probe = NewProbe();
        IActorRef subject = Sys.ActorOf(Scripted.Props("s", NewProbe().Ref));
        await probe.WatchNow(subject);
        await probe.WatchNow(subject);
        Sys.Stop(subject);
        await probe.ExpectTerminated(subject);
        Assert.Equal(subject, probe.LastSender);
        await probe.ExpectNothingBefore("mark");
    }

    [Fact(Timeout = 30000)]
    public async Task Watch_DeadSubject_GivesTerminated()
    {
        Probe probe = NewProbe();
        IActorRef subject = Sys.ActorOf(Scripted.Props("s", NewProbe().Ref));
        Assert.True(await subject.GracefulStop(Long));
        probe.Watch(subject);
        await probe.ExpectTerminated(subject);
    }

    [Fact(Timeout = 30000)]
    public async Task Watch_SubjectRestarts_SaysNothing()
    {
        Probe probe = NewProbe();
        Probe reports = NewProbe();
        IActorRef subject = Sys.ActorOf(Scripted.Props("s", reports.Ref));
        await probe.WatchNow(subject);
        subject.Tell(new InvalidOperationException("boom"));
        subject.Tell("alive");
        while (!Equals(await reports.Next(), "s.alive"))
        {
        }

        await probe.ExpectNothingBefore("mark");
    }

    [Fact(Timeout = 30000)]
    public async Task WatchWith_SubjectStops_GivesTheMessage()
    {
        Probe probe = NewProbe();
        IActorRef subject = Sys.ActorOf(Scripted.Props("s", NewProbe().Ref));
        IActorRef watcher = Sys.ActorOf(Scripted.Props("w", probe.Ref));
        await probe.Expect("w.ctor", "w.preStart");
        watcher.Tell((Action<IActorContext>)(c => c.WatchWith(subject, "gone")));
        subject.Tell(PoisonPill.Instance);
        await probe.Expect("w.gone");
    }

    [Fact(Timeout = 30000)]
    public async Task WatchWith_WatchedAlready_KeepsTerminated()
    {
        Probe probe = NewProbe();
        IActorRef subject = Sys.ActorOf(Scripted.Props("s", NewProbe().Ref));
        IActorRef watcher = Sys.ActorOf(Scripted.Props("w", probe.Ref));
        await probe.Expect("w.ctor", "w.preStart");
        watcher.Tell((Action<IActorContext>)(c =>
        {
            c.Watch(subject);
            c.WatchWith(subject, "gone");
        }));
        subject.Tell(PoisonPill.Instance);
        Assert.StartsWith("w.<Terminated>", await probe.Next<string>(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 30000)]
    public async Task Unwatch_TerminatedQueuedAlready_IsNotDelivered()
    {
        Probe probe = NewProbe();
        IActorRef subject = Sys.ActorOf(Scripted.Props("s", NewProbe().Ref));
        IActorRef watcher = Sys.ActorOf(Scripted.Props("w", probe.Ref));
        await probe.Expect("w.ctor", "w.preStart");
        Probe other = NewProbe();
        using ManualResetEventSlim hold = new();
        TaskCompletionSource holding = new(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Tell((Action<IActorContext>)(c => c.Watch(subject)));
        watcher.Tell((Action<IActorContext>)(c =>
        {
            holding.SetResult();
            hold.Wait(Long);
        }));
        // The subject must die while the watcher is held: only then does its notice come behind the unwatch.
        await holding.Task.WaitAsync(Long);
        await other.WatchNow(subject);
        Sys.Stop(subject);
        await other.ExpectTerminated(subject);
        watcher.Tell((Action<IActorContext>)(c => c.Unwatch(subject)));
        hold.Set();
        watcher.Tell("end");
        await probe.Expect("w.end");
    }

    [Fact(Timeout = 30000)]
    public async Task Terminated_Unhandled_BreaksTheDeathPact()
    {
        Probe errors = Subscribed<Error>();
        IActorRef subject = Sys.ActorOf(Scripted.Props("s", NewProbe().Ref));
        IActorRef watcher = Sys.ActorOf(Props.Create(() => new Pact(subject)));
        Probe probe = NewProbe();
        probe.Watch(watcher);
        subject.Tell(PoisonPill.Instance);
        await probe.ExpectTerminated(watcher);
        Assert.Equal(subject, Assert.IsType<DeathPactException>((await errors.Next<Error>()).Cause).DeadActor);
    }

    [Fact(Timeout = 30000)]
    public async Task Parent_WatchesChild_NameIsFreeWhenTerminatedComes()
    {
        Probe probe = NewProbe();
        IActorRef parent = Sys.ActorOf(Props.Create(() => new Reviver(probe.Ref)));
        parent.Tell("go");
        long first = (await probe.Next<Actor.ChildActorPath>()).Uid;
        long second = (await probe.Next<Actor.ChildActorPath>()).Uid;
        Assert.NotEqual(first, second);
    }

    [Fact(Timeout = 30000)]
    public async Task WatchAsync_Canceled_GivesFalse()
    {
        using CancellationTokenSource cancel = new();
        IActorRef subject = Sys.ActorOf(Scripted.Props("s", NewProbe().Ref));
        Task<bool> watch = subject.WatchAsync(cancel.Token);
        await cancel.CancelAsync();
        Assert.False(await watch);
    }

    private sealed class Pact : ReceiveActor
    {
        public Pact(IActorRef subject)
        {
            Context.Watch(subject);
            Receive<string>(_ => { });
        }
    }

    private sealed class Reviver : ReceiveActor
    {
        public Reviver(IActorRef reportTo)
        {
            Receive<string>(_ => Start(reportTo).Tell(PoisonPill.Instance));
            Receive<Terminated>(_ => Start(reportTo));
        }

        private static IActorRef Start(IActorRef reportTo)
        {
            IActorRef child = Context.ActorOf(Props.Empty, "child");
            Context.Watch(child);
            reportTo.Tell(child.Path);
            return child;
        }
    }
}
