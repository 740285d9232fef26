using Supervision.Actor;
using Supervision.Configuration;
using Supervision.Dispatch;
using Supervision.Event;

namespace Supervision.TestKit;

// Overview
// Time stands still until the test moves it. Advancing goes from due time to due time: what is due first runs first,
// equal times in the order of scheduling, and while something runs Now is the time that it was due. What it schedules
// in turn runs in the same advance when it is due by then. Work runs on the test's thread, outside the lock.

/// <summary>
/// A scheduler whose time the test moves. A system uses it by <see cref="Configs.TestConfigs.TestSchedulerConfig"/>;
/// then <c>(TestScheduler)Sys.Scheduler</c> is it.
/// </summary>
public class TestScheduler : SchedulerBase, IScheduler
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Item, (DateTimeOffset Due, long Order)> _items = new();
    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow();
    private DateTimeOffset _now;
    private long _order;

    /// <summary>Starts at the current time.</summary>
    public TestScheduler(Config schedulerConfig, ILoggingAdapter log)
        : base(schedulerConfig, log)
    {
        _now = _start;
    }

    /// <inheritdoc/>
    public IAdvancedScheduler Advanced => this;

    /// <summary>The virtual time, in UTC.</summary>
    public DateTimeOffset Now => TimeNow;

    /// <summary>How far the test has moved the time.</summary>
    public override TimeSpan MonotonicClock => TimeNow - _start;

    /// <inheritdoc cref="MonotonicClock"/>
    public override TimeSpan HighResMonotonicClock => TimeNow - _start;

    /// <summary>The virtual time, in UTC.</summary>
    protected override DateTimeOffset TimeNow
    {
        get
        {
            lock (_gate)
            {
                return _now;
            }
        }
    }

    /// <summary>Moves the time forward and runs on this thread what is due by then.</summary>
    /// <param name="offset">How far; zero runs what is due now.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public void Advance(TimeSpan offset)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(offset, TimeSpan.Zero);
        DateTimeOffset target;
        lock (_gate)
        {
            target = _now + offset;
        }

        while (TakeDue(target) is { } item)
        {
            item.Work();
        }
    }

    /// <summary>Moves the time forward to a point and runs on this thread what is due by then.</summary>
    /// <exception cref="ArgumentException">The point is in the past.</exception>
    public void AdvanceTo(DateTimeOffset when)
    {
        var now = TimeNow;
        if (when < now)
        {
            throw new ArgumentException($"The time is {now:O}; it cannot go back to {when:O}.", nameof(when));
        }

        Advance(when - now);
    }

    /// <inheritdoc/>
    protected override void InternalScheduleTellOnce(
        TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Add(delay, null, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Add(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) =>
        Add(delay, null, action, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable? cancelable) =>
        Add(delay, null, action.Run, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        Add(initialDelay, interval, action, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable? cancelable) =>
        Add(initialDelay, interval, action.Run, cancelable);

    private void Add(TimeSpan delay, TimeSpan? interval, Action work, ICancelable? cancelable)
    {
        lock (_gate)
        {
            AddNeedsLock(new Item(_now + delay, interval, work, cancelable));
        }
    }

    private void AddNeedsLock(Item item) => _items.Enqueue(item, (item.Due, _order++));

    // Takes the first item that is due by the target and sets the time to it, or to the target when there is none.
    private Item? TakeDue(DateTimeOffset target)
    {
        lock (_gate)
        {
            while (_items.TryPeek(out var item, out _) && item.Due <= target)
            {
                _items.Dequeue();
                if (item.Cancelable?.IsCancellationRequested == true)
                {
                    continue;
                }

                _now = item.Due > _now ? item.Due : _now;
                if (item.Interval is { } interval)
                {
                    AddNeedsLock(item with { Due = item.Due + interval });
                }

                return item;
            }

            _now = target > _now ? target : _now;
            return null;
        }
    }

    private sealed record Item(DateTimeOffset Due, TimeSpan? Interval, Action Work, ICancelable? Cancelable);
}
