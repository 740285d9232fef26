using System.Diagnostics.CodeAnalysis;
using Supervision.Configuration;
using Supervision.Dispatch;
using Supervision.Event;

namespace Supervision.Actor;

/// <summary>What every scheduler has in common: it checks the times and offers each interface.</summary>
public abstract class SchedulerBase : IScheduler, IAdvancedScheduler
{
    /// <summary>The scheduler's own settings.</summary>
    [SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "The API of Akka.NET.")]
    protected readonly Config SchedulerConfig;

    /// <summary>Where it logs.</summary>
    [SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "The API of Akka.NET.")]
    protected readonly ILoggingAdapter Log;

    /// <summary>Keeps both.</summary>
    /// <param name="scheduler">The scheduler's own settings.</param>
    /// <param name="log">Where it logs.</param>
    protected SchedulerBase(Config scheduler, ILoggingAdapter log)
    {
        SchedulerConfig = scheduler;
        Log = log;
    }

    /// <inheritdoc/>
    IAdvancedScheduler IScheduler.Advanced => this;

    /// <inheritdoc/>
    DateTimeOffset ITimeProvider.Now => TimeNow;

    /// <inheritdoc/>
    public abstract TimeSpan MonotonicClock { get; }

    /// <inheritdoc/>
    public abstract TimeSpan HighResMonotonicClock { get; }

    /// <summary>The wall clock, in UTC.</summary>
    protected abstract DateTimeOffset TimeNow { get; }

    void ITellScheduler.ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) =>
        ((ITellScheduler)this).ScheduleTellOnce(delay, receiver, message, sender, null);

    void ITellScheduler.ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable)
    {
        ValidateDelay(delay, nameof(delay));
        InternalScheduleTellOnce(delay, receiver, message, sender, cancelable);
    }

    void ITellScheduler.ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender) =>
        ((ITellScheduler)this).ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, null);

    void ITellScheduler.ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable)
    {
        ValidateDelay(initialDelay, nameof(initialDelay));
        ValidateInterval(interval, nameof(interval));
        InternalScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, cancelable);
    }

    void IActionScheduler.ScheduleOnce(TimeSpan delay, Action action) =>
        ((IActionScheduler)this).ScheduleOnce(delay, action, null);

    void IActionScheduler.ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable)
    {
        ValidateDelay(delay, nameof(delay));
        InternalScheduleOnce(delay, action, cancelable);
    }

    void IActionScheduler.ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        ((IActionScheduler)this).ScheduleRepeatedly(initialDelay, interval, action, null);

    void IActionScheduler.ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable)
    {
        ValidateDelay(initialDelay, nameof(initialDelay));
        ValidateInterval(interval, nameof(interval));
        InternalScheduleRepeatedly(initialDelay, interval, action, cancelable);
    }

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, IRunnable action) => ScheduleOnce(delay, action, null);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, IRunnable action, ICancelable? cancelable)
    {
        ValidateDelay(delay, nameof(delay));
        InternalScheduleOnce(delay, action, cancelable);
    }

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action) =>
        ScheduleRepeatedly(initialDelay, interval, action, null);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable? cancelable)
    {
        ValidateDelay(initialDelay, nameof(initialDelay));
        ValidateInterval(interval, nameof(interval));
        InternalScheduleRepeatedly(initialDelay, interval, action, cancelable);
    }

    /// <summary>Refuses an interval that is not more than zero.</summary>
    /// <param name="interval">The interval.</param>
    /// <param name="parameterName">What the caller calls it.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is zero or negative.</exception>
    protected static void ValidateInterval(TimeSpan interval, string parameterName)
    {
        if (interval <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(parameterName, interval, "An interval must be more than zero.");
    }

    /// <summary>Refuses a negative delay.</summary>
    /// <param name="delay">The delay.</param>
    /// <param name="parameterName">What the caller calls it.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    protected static void ValidateDelay(TimeSpan delay, string parameterName)
    {
        if (delay < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(parameterName, delay, "A delay must be zero or more.");
    }

    /// <summary>Schedules a message; the times were checked.</summary>
    /// <param name="delay">How long from now.</param>
    /// <param name="receiver">Who gets it.</param>
    /// <param name="message">What is sent.</param>
    /// <param name="sender">Who it is from.</param>
    /// <param name="cancelable">What cancels it; null for nothing.</param>
    protected abstract void InternalScheduleTellOnce(
        TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable);

    /// <summary>Schedules a message that is sent again and again; the times were checked.</summary>
    /// <param name="initialDelay">How long until the first.</param>
    /// <param name="interval">From one to the next.</param>
    /// <param name="receiver">Who gets it.</param>
    /// <param name="message">What is sent.</param>
    /// <param name="sender">Who it is from.</param>
    /// <param name="cancelable">What cancels it; null for nothing.</param>
    protected abstract void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable);

    /// <summary>Schedules a delegate; the times were checked.</summary>
    /// <param name="delay">How long from now.</param>
    /// <param name="action">What runs.</param>
    /// <param name="cancelable">What cancels it; null for nothing.</param>
    protected abstract void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable);

    /// <summary>Schedules a work item; the times were checked.</summary>
    /// <param name="delay">How long from now.</param>
    /// <param name="action">What runs.</param>
    /// <param name="cancelable">What cancels it; null for nothing.</param>
    protected abstract void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable? cancelable);

    /// <summary>Schedules a delegate that runs again and again; the times were checked.</summary>
    /// <param name="initialDelay">How long until the first run.</param>
    /// <param name="interval">From one run to the next.</param>
    /// <param name="action">What runs.</param>
    /// <param name="cancelable">What cancels it; null for nothing.</param>
    protected abstract void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable);

    /// <summary>Schedules a work item that runs again and again; the times were checked.</summary>
    /// <param name="initialDelay">How long until the first run.</param>
    /// <param name="interval">From one run to the next.</param>
    /// <param name="action">What runs.</param>
    /// <param name="cancelable">What cancels it; null for nothing.</param>
    protected abstract void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable? cancelable);
}
