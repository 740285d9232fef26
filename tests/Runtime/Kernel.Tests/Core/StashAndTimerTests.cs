using Supervision.Actor;
using Supervision.Event;

namespace Supervision.Kernel.Tests.Core;

public class StashAndTimerTests : KernelTest
{
    [Fact(Timeout = 30000)]
    public async Task Stash_UnstashAll_DeliversInOrderBeforeOthers()
    {
        Probe probe = NewProbe();
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Door(probe.Ref)));
        using ManualResetEventSlim hold = new();
        actor.Tell("1");
        actor.Tell("2");
        actor.Tell(hold);
        actor.Tell("open");
        actor.Tell("3");
        hold.Set();
        await probe.Expect("1", "2", "3");
    }

    [Fact(Timeout = 30000)]
    public async Task Stash_Restart_KeepsTheMessages()
    {
        Probe probe = NewProbe();
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Door(probe.Ref)));
        actor.Tell("1");
        actor.Tell("2");
        actor.Tell(new InvalidOperationException("boom"));
        actor.Tell("open");
        await probe.Expect("1", "2");
    }

    [Fact(Timeout = 30000)]
    public async Task Stash_Stop_TurnsTheMessagesIntoDeadLetters()
    {
        Probe letters = Subscribed<DeadLetter>();
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Door(NewProbe().Ref)));
        actor.Tell("1", ActorRefs.NoSender);
        actor.Tell(PoisonPill.Instance);
        Assert.Equal("1", (await letters.Next<DeadLetter>()).Message);
    }

    [Fact(Timeout = 30000)]
    public async Task Stash_OfATerminated_DeliversItWhenUnstashed()
    {
        Probe probe = NewProbe();
        IActorRef subject = Sys.ActorOf(Props.Create(() => new Door(probe.Ref)));
        IActorRef watcher = Sys.ActorOf(Props.Create(() => new StashingWatcher(subject, probe.Ref)));
        await probe.Expect("watches");
        subject.Tell(PoisonPill.Instance);
        await probe.Expect("stashed");
        watcher.Tell("open");
        await probe.Expect("told");
        await probe.ExpectNothingBefore("mark");
    }

    [Fact(Timeout = 30000)]
    public async Task Stash_SameMessageTwice_Fails()
    {
        Probe errors = Subscribed<Error>();
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Door(NewProbe().Ref)));
        actor.Tell("twice");
        Assert.IsType<IllegalActorStateException>((await errors.Next<Error>()).Cause);
    }

    [Fact(Timeout = 30000)]
    public async Task Stash_CapacityReached_Overflows()
    {
        Probe errors = Subscribed<Error>();
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Door(NewProbe().Ref)).WithStashCapacity(1));
        actor.Tell("1");
        actor.Tell("2");
        Assert.IsType<StashOverflowException>((await errors.Next<Error>()).Cause);
    }

    [Fact(Timeout = 30000)]
    public async Task Timers_SingleAndPeriodic_Fire()
    {
        Probe probe = NewProbe();
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Timed(probe.Ref)));
        actor.Tell((Action<ITimerScheduler>)(t => t.StartSingleTimer("k", "once", TimeSpan.FromMilliseconds(10))));
        await probe.Expect("once");
        actor.Tell((Action<ITimerScheduler>)(t => probe.Ref.Tell(t.IsTimerActive("k"))));
        await probe.Expect(false);
        actor.Tell((Action<ITimerScheduler>)(t => t.StartPeriodicTimer("p", "again", TimeSpan.FromMilliseconds(5))));
        await probe.Expect("again", "again", "again");
    }

    [Fact(Timeout = 30000)]
    public async Task Timers_CancelledWhileItsMessageIsQueued_DeliversNothing()
    {
        Probe probe = NewProbe();
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Timed(probe.Ref)));
        actor.Tell((Action<ITimerScheduler>)(t =>
        {
            t.StartSingleTimer("k", "stale", TimeSpan.Zero);
            t.StartSingleTimer("other", "fresh", TimeSpan.FromMilliseconds(100));
            SpinWait.SpinUntil(() => Timed.Waiting() > 0, Long);
            t.Cancel("k");
        }));
        await probe.Expect("fresh");
    }

    [Fact(Timeout = 30000)]
    public async Task Timers_Restart_CancelsThem()
    {
        Probe probe = NewProbe();
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Timed(probe.Ref)));
        actor.Tell((Action<ITimerScheduler>)(t =>
        {
            t.StartPeriodicTimer("p", "old", TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(1));
            throw new InvalidOperationException("boom");
        }));
        actor.Tell((Action<ITimerScheduler>)(t =>
        {
            probe.Ref.Tell(t.ActiveTimers.Count);
            t.StartSingleTimer("n", "new", TimeSpan.FromMilliseconds(700));
        }));
        await probe.Expect(0, "new");
    }

    [Fact(Timeout = 30000)]
    public async Task ReceiveTimeout_NoMessage_FiresAgainAndAgain()
    {
        Probe probe = NewProbe();
        IActorRef actor = Sys.ActorOf(Scripted.Props("a", probe.Ref));
        await probe.Expect("a.ctor", "a.preStart");
        actor.Tell((Action<IActorContext>)(c => c.SetReceiveTimeout(TimeSpan.FromMilliseconds(20))));
        await probe.Expect("a." + typeof(ReceiveTimeout), "a." + typeof(ReceiveTimeout));
        actor.Tell((Action<IActorContext>)(c => c.SetReceiveTimeout(null)));
        actor.Tell("mark");
        while (!Equals(await probe.Next(), "a.mark"))
        {
        }

        await probe.ExpectNothingBefore("end");
    }

    private sealed class Door : ReceiveActor, IWithStash
    {
        public Door(IActorRef reportTo)
        {
            Receive<string>(m => m == "open", _ =>
            {
                Stash.UnstashAll();
                Become(() => ReceiveAny(m => reportTo.Tell(m)));
            });
            Receive<string>(m => m == "twice", _ =>
            {
                Stash.Stash();
                Stash.Stash();
            });
            Receive<Exception>(e => throw e);
            Receive<ManualResetEventSlim>(e => e.Wait(Long));
            ReceiveAny(_ => Stash.Stash());
        }

        public IStash Stash { get; set; } = null!;
    }

    private sealed class Timed(IActorRef reportTo) : UntypedActor, IWithTimers
    {
        public ITimerScheduler Timers { get; set; } = null!;

        public static int Waiting() => ((ActorCell)Context).NumberOfMessages;

        protected override void OnReceive(object message)
        {
            if (message is Action<ITimerScheduler> action)
            {
                action(Timers);
            }
            else
            {
                reportTo.Tell(message);
            }
        }
    }

    private sealed class StashingWatcher(IActorRef subject, IActorRef report) : UntypedActorWithUnboundedStash
    {
        private bool _open;

        protected override void PreStart()
        {
            Context.Watch(subject);
            report.Tell("watches");
        }

        protected override void OnReceive(object message)
        {
            if (message is Terminated && !_open)
            {
                Stash.Stash();
                report.Tell("stashed");
            }
            else if (message is Terminated)
            {
                report.Tell("told");
            }
            else
            {
                _open = true;
                Stash.UnstashAll();
            }
        }
    }
}
