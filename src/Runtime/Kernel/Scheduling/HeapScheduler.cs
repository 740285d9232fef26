using System.Diagnostics.CodeAnalysis;
using Supervision.Configuration;
using Supervision.Dispatch;
using Supervision.Event;

namespace Supervision.Actor;

// Overview
// Constraints: a hundred thousand armed timers must cost nothing while they wait (a process that supervises is idle
// nearly always), most of them are cancelled before they are due (ask timeouts), and the clock may be a virtual one.
//
// Scheme: one heap of items, ordered by due time and then by order of arrival; a cancelled item frees what it holds at once and is
// swept out later (ScheduledItemHeap). One timer of the TimeProvider is armed for the
// head; nothing ticks. Arming happens under the lock, but never with a zero time, since some virtual clocks run the
// callback inside of ITimer.Change when it is due: what is due on arrival is drained by a thread pool item instead.
//
// Draining: one thread at a time takes what is due out of the heap, under the lock, and runs it outside of it. Work that
// arrives meanwhile is seen by the drainer before it stops. Items run in order, one after another, so that messages
// that were scheduled in order are sent in order; therefore an action must not block.
//
// A repeated item goes back into the heap before it runs, at a multiple of its interval after its first due time that
// lies in the future: late runs do not shift later ones, and runs that were missed (the machine slept) are skipped
// rather than made up for in a burst.

/// <summary>The default scheduler: exact to about a millisecond, silent while nothing is due, driven by a <see cref="TimeProvider"/>.</summary>
public class HeapScheduler : SchedulerBase, IDateTimeOffsetNowTimeProvider, IDisposable
{
    private const int BatchSize = 64;
    private const long NotArmed = long.MaxValue;

    private static readonly TimeSpan MaxWait = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ITimer _timer;
    private readonly List<ScheduledItem> _batch = new(BatchSize);
    private readonly ScheduledItemHeap _heap = new();
    private long _armedFor = NotArmed;
    private bool _draining;
    private bool _disposed;

    /// <summary>A scheduler on the system's clock.</summary>
    /// <param name="scheduler">The scheduler's own settings; there are none so far.</param>
    /// <param name="log">Where it logs what actions throw.</param>
    public HeapScheduler(Config scheduler, ILoggingAdapter log)
        : this(scheduler, log, TimeProvider.System)
    {
    }

    /// <summary>A scheduler on a given clock.</summary>
    /// <param name="scheduler">The scheduler's own settings; there are none so far.</param>
    /// <param name="log">Where it logs what actions throw.</param>
    /// <param name="time">The clock.</param>
    public HeapScheduler(Config scheduler, ILoggingAdapter log, TimeProvider time)
        : base(scheduler, log)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _start = time.GetTimestamp();

        // The timer must not keep alive, nor run with, the context of whoever made the actor system.
        var flows = !ExecutionContext.IsFlowSuppressed();
        if (flows)
            ExecutionContext.SuppressFlow();
        try
        {
            _timer = time.CreateTimer(
                static state => ((HeapScheduler)state!).Drain(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
        finally
        {
            if (flows)
                ExecutionContext.RestoreFlow();
        }
    }

    /// <inheritdoc/>
    public override TimeSpan MonotonicClock => _time.GetElapsedTime(_start);

    /// <inheritdoc/>
    public override TimeSpan HighResMonotonicClock => _time.GetElapsedTime(_start);

    /// <inheritdoc/>
    protected override DateTimeOffset TimeNow => _time.GetUtcNow();

    /// <summary>How many items wait.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
                return _heap.Count;
        }
    }

    private long Now => _time.GetElapsedTime(_start).Ticks;

    /// <summary>Drops everything that waits. What runs ends; scheduling anything more throws <see cref="SchedulerException"/>.</summary>
    public void Dispose()
    {
        ScheduledItem[] dropped;
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            dropped = _heap.Clear();
        }

        _timer.Dispose();
        foreach (var item in dropped)
            item.Detach();
    }

    /// <inheritdoc/>
    protected override void InternalScheduleTellOnce(
        TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Add(new ScheduledTell(this, cancelable, receiver, message, sender), delay, TimeSpan.Zero);

    /// <inheritdoc/>
    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Add(new ScheduledTell(this, cancelable, receiver, message, sender), initialDelay, interval);

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) =>
        Add(new ScheduledAction(this, cancelable, action), delay, TimeSpan.Zero);

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable? cancelable) =>
        Add(new ScheduledRunnable(this, cancelable, action), delay, TimeSpan.Zero);

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        Add(new ScheduledAction(this, cancelable, action), initialDelay, interval);

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable? cancelable) =>
        Add(new ScheduledRunnable(this, cancelable, action), initialDelay, interval);

    internal void Cancel(ScheduledItem item)
    {
        lock (_gate)
        {
            item.IsCancelled = true;
            _heap.Cancelled(item);
        }

        item.Forget();
    }

    private void Add(ScheduledItem item, TimeSpan delay, TimeSpan interval)
    {
        // Listening comes first: an item that is in the heap can be done, and let go of, before Attach returned.
        item.Attach();
        var drain = false;
        var refused = false;
        lock (_gate)
        {
            if (_disposed)
            {
                refused = true;
            }
            else if (!item.IsCancelled)
            {
                var now = Now;
                item.Due = now > long.MaxValue - delay.Ticks ? long.MaxValue : now + delay.Ticks;
                item.Interval = interval.Ticks;
                _heap.Add(item);
                drain = delay == TimeSpan.Zero && !_draining;
                if (!drain)
                    ArmNeedsLock(now);
            }
        }

        if (drain)
            ThreadPool.UnsafeQueueUserWorkItem(static scheduler => scheduler.Drain(), this, preferLocal: false);
        if (!refused)
            return;
        item.Detach();
        throw new SchedulerException("The scheduler was shut down: nothing can be scheduled any more.");
    }

    private void ArmNeedsLock(long now)
    {
        // A drainer arms when it stops.
        if (_draining || _disposed || _heap.Peek() is not { } head || head.Due >= _armedFor)
            return;
        _armedFor = head.Due;
        var wait = TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling((head.Due - now) / (double)TimeSpan.TicksPerMillisecond)));
        _timer.Change(wait < MaxWait ? wait : MaxWait, Timeout.InfiniteTimeSpan);
    }

    private void Drain()
    {
        lock (_gate)
        {
            if (_draining || _disposed)
                return;
            _draining = true;
        }

        while (TakeBatch())
        {
            foreach (var item in _batch)
                RunGuarded(item);
            _batch.Clear();
        }
    }

    private bool TakeBatch()
    {
        lock (_gate)
        {
            var now = Now;
            while (_batch.Count < BatchSize && _heap.Peek() is { } head && head.Due <= now)
            {
                if (head.Interval > 0)
                    _heap.PostponeFirst(NextDue(head, now));
                else
                    _heap.RemoveFirst();
                _batch.Add(head);
            }

            if (_batch.Count > 0)
                return true;
            _draining = false;
            _armedFor = NotArmed;
            ArmNeedsLock(now);
            return false;
        }
    }

    private static long NextDue(ScheduledItem item, long now)
    {
        var missed = (now - item.Due) / item.Interval;
        return item.Due > long.MaxValue - ((missed + 1) * item.Interval) ? long.MaxValue : item.Due + ((missed + 1) * item.Interval);
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "One action that throws must not stop the others.")]
    private void RunGuarded(ScheduledItem item)
    {
        if (item.IsCancelled)
            return;
        if (item.Interval == 0)
            item.Detach();
        try
        {
            item.Run();
        }
        catch (Exception e)
        {
            Log.Error(e, "A scheduled action failed: {0}", item.Describe());
            if (item.Interval > 0)
            {
                // What failed once is not tried for ever.
                item.Detach();
                Cancel(item);
            }
        }
    }
}
