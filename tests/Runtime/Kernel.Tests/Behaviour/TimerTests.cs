using Supervision.Actor;
using Supervision.TestKit;
using Supervision.TestKit.Configs;

namespace Supervision.Tests.Behaviour;

public class TimerTests : TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(60);

    public TimerTests()
        : base(TestConfigs.TestSchedulerConfig)
    {
    }

    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void SingleTimer_Due_FiresOnceAndIsNoMoreActive()
    {
        var actor = Start();
        Do(actor, t => t.StartSingleTimer("k", "tick", Second));
        Assert.True(Active(actor, "k"));
        Scheduler.Advance(Second);
        ExpectMsg("tick");
        Assert.False(Active(actor, "k"));
        Scheduler.Advance(Second * 5);
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void PeriodicTimer_Running_FiresEachPeriodUntilCancelled()
    {
        var actor = Start();
        Do(actor, t => t.StartPeriodicTimer("k", "tick", Second));
        for (var i = 0; i < 3; i++)
        {
            Scheduler.Advance(Second);
            ExpectMsg("tick");
        }

        Do(actor, t => t.Cancel("k"));
        Scheduler.Advance(Second * 3);
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void PeriodicTimer_InitialDelay_IsUsedOnce()
    {
        var actor = Start();
        Do(actor, t => t.StartPeriodicTimer("k", "tick", Second * 3, Second));
        Scheduler.Advance(Second * 2);
        ExpectNoMsg(Quiet);
        Scheduler.Advance(Second);
        ExpectMsg("tick");
        Scheduler.Advance(Second);
        ExpectMsg("tick");
    }

    [Fact]
    public void StartTimer_SameKey_ReplacesTheOldOneEvenWhenItsMessageIsQueued()
    {
        var actor = Start();
        Do(actor, t => t.StartSingleTimer("k", "old", Second));
        using var gate = new ManualResetEventSlim();
        actor.Tell(new Run(t =>
        {
            gate.Wait(TimeSpan.FromSeconds(20));
            t.StartSingleTimer("k", "new", Second);
        }));
        Scheduler.Advance(Second);
        gate.Set();
        ExpectMsg("done");
        ExpectNoMsg(Quiet);
        Scheduler.Advance(Second);
        ExpectMsg("new");
    }

    [Fact]
    public void CancelAll_Timers_NoneFires()
    {
        var actor = Start();
        Do(actor, t =>
        {
            t.StartSingleTimer("a", "a", Second);
            t.StartPeriodicTimer("b", "b", Second);
            t.CancelAll();
        });
        Scheduler.Advance(Second * 3);
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void Restart_Timers_AreCancelled()
    {
        var actor = Start();
        Do(actor, t => t.StartPeriodicTimer("k", "tick", Second));
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => actor.Tell(new Run(_ => throw new InvalidOperationException())));
        Assert.False(Active(actor, "k"));
        Scheduler.Advance(Second * 3);
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void Stop_Timers_SendNoDeadLetters()
    {
        var actor = Watch(Start());
        Do(actor, t => t.StartPeriodicTimer("k", "tick", Second));
        Sys.Stop(actor);
        ExpectTerminated(actor);
        EventFilter.DeadLetter().Expect(0, Quiet, () => Scheduler.Advance(Second * 3));
    }

    [Fact]
    public void Constructor_Timers_CanBeStarted()
    {
        ActorOf(Props.Create(() => new Hooked(TestActor)));
        ExpectMsg("made");
        Scheduler.Advance(Second);
        ExpectMsg("tick");
    }

    [Fact]
    public void Hooks_RestartAndStop_SeeNoActiveTimer()
    {
        var actor = ActorOf(Props.Create(() => new Hooked(TestActor)));
        ExpectMsg("made");
        EventFilter.Exception<FormatException>().ExpectOne(() => actor.Tell(new FormatException()));
        ExpectMsg("restart, active: False");
        ExpectMsg("made");
        Sys.Stop(actor);
        ExpectMsg("stop, active: False");
    }

    [Fact]
    public void AroundHooks_RestartAndStop_CancelTimersAndThoseOfTheHook()
    {
        var actor = ActorOf(Props.Create(() => new Around(TestActor)));
        EventFilter.Exception<FormatException>().ExpectOne(() => actor.Tell(new FormatException()));
        ExpectMsg("before restart: first");
        ExpectMsg("in restart: ");
        ExpectMsg("after restart: hook");
        ExpectMsg("fresh: first");
        Sys.Stop(actor);
        ExpectMsg("before stop: first");
        ExpectMsg("after stop: ");
    }

    private IActorRef Start() => ActorOf(Props.Create(() => new WithTimers(TestActor)));

    private void Do(IActorRef actor, Action<ITimerScheduler> action)
    {
        actor.Tell(new Run(action));
        ExpectMsg("done");
    }

    private bool Active(IActorRef actor, string key)
    {
        actor.Tell(new IsActive(key));
        return ExpectMsg<bool>();
    }

    private sealed record Run(Action<ITimerScheduler> Action);

    private sealed record IsActive(string Key);

    private sealed class WithTimers : ReceiveActor, IWithTimers
    {
        public WithTimers(IActorRef listener)
        {
            Receive<Run>(run =>
            {
                run.Action(Timers);
                listener.Tell("done");
            });
            Receive<IsActive>(question => listener.Tell(Timers.IsTimerActive(question.Key)));
            Receive<string>(message => listener.Tell(message));
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }

    private sealed class Around : ReceiveActor, IWithTimers
    {
        private readonly IActorRef _listener;

        public Around(IActorRef listener)
        {
            _listener = listener;
            Receive<Exception>(cause => throw cause);
            Timers.StartPeriodicTimer("first", "tick", Second);
        }

        public ITimerScheduler Timers { get; set; } = null!;

        public override void AroundPreRestart(Exception cause, object message)
        {
            Report("before restart");
            base.AroundPreRestart(cause, message);
            Timers.StartPeriodicTimer("hook", "tick", Second);
            Report("after restart");
        }

        public override void AroundPostStop()
        {
            Report("before stop");
            base.AroundPostStop();
            Report("after stop");
        }

        protected override void PreRestart(Exception reason, object message) => Report("in restart");

        protected override void PostRestart(Exception reason) => Report("fresh");

        private void Report(string when) => _listener.Tell($"{when}: {string.Join(',', Timers.ActiveTimers)}");
    }

    private sealed class Hooked : ReceiveActor, IWithTimers
    {
        private readonly IActorRef _listener;

        public Hooked(IActorRef listener)
        {
            _listener = listener;
            Receive<Exception>(cause => throw cause);
            ReceiveAny(listener.Tell);
            Timers.StartPeriodicTimer("k", "tick", Second);
            listener.Tell("made");
        }

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreRestart(Exception reason, object message) => _listener.Tell($"restart, active: {Timers.IsTimerActive("k")}");

        protected override void PostStop() => _listener.Tell($"stop, active: {Timers.IsTimerActive("k")}");
    }
}
