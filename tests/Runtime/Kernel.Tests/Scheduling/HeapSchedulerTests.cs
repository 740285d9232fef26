using Supervision.Actor;
using Supervision.Configuration;
using Supervision.Dispatch;
using Supervision.Event;

namespace Supervision.Kernel.Tests.Scheduling;

public sealed class HeapSchedulerTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly SteppedTime _time = new();
    private readonly RecordingLog _log = new();
    private readonly HeapScheduler _scheduler;
    private readonly List<string> _seen = [];

    public HeapSchedulerTests()
    {
        _scheduler = new HeapScheduler(Config.Empty, _log, _time);
    }

    private IActionScheduler Actions => ((IScheduler)_scheduler).Advanced;

    public void Dispose() => _scheduler.Dispose();

    [Fact]
    public void Once_BeforeItsTime_DoesNotRun()
    {
        Actions.ScheduleOnce(Second, Note("a"));

        _time.Advance(Second - TimeSpan.FromMilliseconds(1));

        Assert.Empty(_seen);
    }

    [Fact]
    public void Once_AtItsTime_RunsOnce()
    {
        Actions.ScheduleOnce(Second, Note("a"));

        _time.Advance(Second);
        _time.Advance(10 * Second);

        Assert.Equal(["a"], _seen);
    }

    [Fact]
    public void Several_InAnyOrder_RunByTimeThenByArrival()
    {
        Actions.ScheduleOnce(3 * Second, Note("3"));
        Actions.ScheduleOnce(Second, Note("1a"));
        Actions.ScheduleOnce(2 * Second, Note("2"));
        Actions.ScheduleOnce(Second, Note("1b"));

        _time.Advance(3 * Second);

        Assert.Equal(["1a", "1b", "2", "3"], _seen);
    }

    [Fact]
    public void Shorter_AfterLonger_RunsInTime()
    {
        Actions.ScheduleOnce(10 * Second, Note("long"));
        Actions.ScheduleOnce(Second, Note("short"));

        _time.Advance(Second);

        Assert.Equal(["short"], _seen);
    }

    [Fact(Timeout = 30000)]
    public async Task Zero_WithoutTimePassing_Runs()
    {
        var ran = new TaskCompletionSource();

        Actions.ScheduleOnce(TimeSpan.Zero, ran.SetResult);

        await ran.Task;
    }

    [Fact]
    public void Repeated_OverTime_KeepsToItsGrid()
    {
        var at = new List<TimeSpan>();
        Actions.ScheduleRepeatedly(Second, 2 * Second, () => at.Add(_scheduler.MonotonicClock));

        _time.Advance(8 * Second);

        Assert.Equal([Second, 3 * Second, 5 * Second, 7 * Second], at);
    }

    [Fact]
    public void Repeated_AfterTheMachineSlept_SkipsWhatItMissedAndKeepsToItsGrid()
    {
        var at = new List<TimeSpan>();
        Actions.ScheduleRepeatedly(Second, 2 * Second, () => at.Add(_scheduler.MonotonicClock));

        _time.Jump(6 * Second);
        _time.Advance(Second);

        Assert.Equal([6 * Second, 7 * Second], at);
    }

    [Fact]
    public void Cancelled_BeforeItsTime_NeverRunsAndIsFreed()
    {
        var cancelable = Actions.ScheduleOnceCancelable(Second, Note("a"));
        Actions.ScheduleOnce(Second, Note("b"));

        cancelable.Cancel();

        Assert.Equal(1, _scheduler.Count);
        _time.Advance(Second);
        Assert.Equal(["b"], _seen);
    }

    [Fact]
    public void Repeated_CancelledByItself_StopsAfterThatRun()
    {
        var cancelable = new Cancelable(Actions);
        Actions.ScheduleRepeatedly(Second, Second, () =>
        {
            _seen.Add("a");
            if (_seen.Count == 2)
                cancelable.Cancel();
        }, cancelable);

        _time.Advance(10 * Second);

        Assert.Equal(["a", "a"], _seen);
        Assert.Equal(0, _scheduler.Count);
    }

    [Fact]
    public void CancelledAlready_WhenScheduled_NeverRuns()
    {
        Actions.ScheduleOnce(Second, Note("a"), Cancelable.CreateCanceled());

        Assert.Equal(0, _scheduler.Count);
    }

    [Fact]
    public void ForeignCancelable_Cancelled_TakesTheItemOut()
    {
        using var foreign = new ForeignCancelable();
        Actions.ScheduleOnce(Second, Note("a"), foreign);
        Actions.ScheduleRepeatedly(Second, Second, Note("b"), foreign);

        foreign.Cancel();

        Assert.Equal(0, _scheduler.Count);
    }

    [Fact]
    public void Same_CancelableForMany_CancelsAll()
    {
        var cancelable = new Cancelable(Actions);
        for (var i = 0; i < 5; i++)
            Actions.ScheduleOnce(Second, Note("a"), cancelable);

        cancelable.Cancel();

        Assert.Equal(0, _scheduler.Count);
    }

    [Fact]
    public void Throwing_AmongOthers_IsLoggedOnceAndTheOthersRun()
    {
        Actions.ScheduleRepeatedly(Second, Second, () => throw new InvalidOperationException("bad"));
        Actions.ScheduleOnce(Second, Note("after"));

        _time.Advance(2 * Second);

        Assert.Equal(["after"], _seen);
        Assert.Equal(1, _log.Entries.Count(e => e.Level == LogLevel.ErrorLevel && e.Cause is InvalidOperationException));
    }

    [Fact]
    public void Tell_Scheduled_ReachesTheReceiver()
    {
        var receiver = new Receiver();
        ITellScheduler tells = _scheduler;
        tells.ScheduleTellOnce(Second, receiver, "once", ActorRefs.NoSender);
        tells.ScheduleTellRepeatedly(Second, Second, receiver, "again", ActorRefs.NoSender);

        _time.Advance(2 * Second);

        Assert.Equal(["once", "again", "again"], receiver.Messages);
    }

    [Fact]
    public void Runnable_Scheduled_Runs()
    {
        var runnable = new CountingRunnable();
        _scheduler.ScheduleOnce(Second, runnable);
        _scheduler.ScheduleRepeatedly(Second, Second, runnable);

        _time.Advance(3 * Second);

        Assert.Equal(4, runnable.Runs);
    }

    [Fact]
    public void Milliseconds_InEveryOverload_AreMilliseconds()
    {
        var receiver = new Receiver();
        IScheduler scheduler = _scheduler;
        Actions.ScheduleOnce(1000, Note("a"));
        Actions.ScheduleRepeatedly(1000, 1000, Note("b"));
        scheduler.ScheduleTellOnce(1000, receiver, "t", ActorRefs.NoSender);
        scheduler.ScheduleTellRepeatedly(1000, 1000, receiver, "r", ActorRefs.NoSender);
        var cancelables = new[]
        {
            Actions.ScheduleOnceCancelable(2000, Note("c")),
            Actions.ScheduleRepeatedlyCancelable(2000, 1000, Note("c")),
            scheduler.ScheduleTellOnceCancelable(2000, receiver, "c", ActorRefs.NoSender),
            scheduler.ScheduleTellRepeatedlyCancelable(2000, 1000, receiver, "c", ActorRefs.NoSender),
        };

        _time.Advance(Second);
        Array.ForEach(cancelables, c => c.Cancel());
        _time.Advance(Second);

        Assert.Equal(["a", "b", "b"], _seen);
        Assert.Equal(["t", "r", "r"], receiver.Messages);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    [InlineData(0, -1)]
    public void Times_OutOfRange_AreRefused(int delay, int interval) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Actions.ScheduleRepeatedly(delay, interval, Note("a")));

    [Fact]
    public void Longest_Delay_IsTaken()
    {
        Actions.ScheduleOnce(TimeSpan.MaxValue, Note("a"));
        Actions.ScheduleOnce(TimeSpan.FromDays(90), Note("b"));

        _time.Advance(TimeSpan.FromDays(90));

        Assert.Equal(["b"], _seen);
    }

    [Fact]
    public void Disposed_WithWork_DropsItAndRefusesMore()
    {
        Actions.ScheduleOnce(Second, Note("a"));

        _scheduler.Dispose();
        _time.Advance(Second);

        Assert.Empty(_seen);
        Assert.Throws<SchedulerException>(() => Actions.ScheduleOnce(Second, Note("b")));
    }

    [Fact]
    public void Idle_WithNothingScheduled_ArmsNoTimer()
    {
        Actions.ScheduleOnce(Second, Note("a"));
        Assert.Equal(1, _time.Armed);

        _time.Advance(Second);

        Assert.Equal(0, _time.Armed);
    }

    [Fact]
    public void HundredThousand_MostlyCancelled_RunOnlyTheRest()
    {
        var runs = 0;
        var random = new Random(7);
        var cancelables = new List<ICancelable>();
        for (var i = 0; i < 100_000; i++)
            cancelables.Add(Actions.ScheduleOnceCancelable(TimeSpan.FromMilliseconds(random.Next(1, 60_000)), () => runs++));
        for (var i = 0; i < cancelables.Count; i++)
        {
            if (i % 10 != 0)
                cancelables[i].Cancel();
        }

        Assert.Equal(10_000, _scheduler.Count);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(10_000, runs);
        Assert.Equal(0, _scheduler.Count);
    }

    [Fact(Timeout = 30000)]
    public async Task Real_Clock_IsNeverEarlyAndNearlyOnTime()
    {
        using var scheduler = new HeapScheduler(Config.Empty, _log);
        var done = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = scheduler.MonotonicClock;

        ((IScheduler)scheduler).Advanced.ScheduleOnce(50, () => done.SetResult(scheduler.MonotonicClock - begun));

        Assert.InRange(await done.Task, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(10));
    }

    private Action Note(string text) => () => _seen.Add(text);

    private sealed class Receiver : ICanTell
    {
        public List<object> Messages { get; } = [];

        public void Tell(object message, IActorRef? sender) => Messages.Add(message);
    }

    private sealed class CountingRunnable : IRunnable
    {
        public int Runs { get; private set; }

        public void Run() => Runs++;

        public void Execute() => Run();
    }

    private sealed class ForeignCancelable : ICancelable, IDisposable
    {
        private readonly CancellationTokenSource _source = new();

        public bool IsCancellationRequested => _source.IsCancellationRequested;

        public CancellationToken Token => _source.Token;

        public void Cancel() => _source.Cancel();

        public void Cancel(bool throwOnFirstException) => _source.Cancel(throwOnFirstException);

        public void CancelAfter(TimeSpan delay) => _source.CancelAfter(delay);

        public void CancelAfter(int millisecondsDelay) => _source.CancelAfter(millisecondsDelay);

        public void Dispose() => _source.Dispose();
    }
}
