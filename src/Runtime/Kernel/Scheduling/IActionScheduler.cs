namespace Supervision.Actor;

/// <summary>Runs delegates in the future, outside of any actor.</summary>
public interface IActionScheduler : IRunnableScheduler
{
    /// <summary>Runs it once, unless cancelled before.</summary>
    /// <param name="delay">How long from now; zero or more.</param>
    /// <param name="action">What runs; it must not block. What it throws is logged.</param>
    /// <param name="cancelable">What cancels it; null for nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The delay is negative.</exception>
    /// <exception cref="SchedulerException">The scheduler was shut down.</exception>
    void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable);

    /// <summary>Runs it once.</summary>
    /// <param name="delay">How long from now; zero or more.</param>
    /// <param name="action">What runs; it must not block. What it throws is logged.</param>
    /// <exception cref="ArgumentOutOfRangeException">The delay is negative.</exception>
    /// <exception cref="SchedulerException">The scheduler was shut down.</exception>
    void ScheduleOnce(TimeSpan delay, Action action);

    /// <summary>Runs it again and again until cancelled.</summary>
    /// <param name="initialDelay">How long until the first run; zero or more.</param>
    /// <param name="interval">From one run to the next; more than zero.</param>
    /// <param name="action">What runs; it must not block. What it throws is logged, and it runs again all the same.</param>
    /// <param name="cancelable">What cancels it; null for nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time is out of range.</exception>
    /// <exception cref="SchedulerException">The scheduler was shut down.</exception>
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable);

    /// <summary>Runs it again and again until the scheduler is shut down.</summary>
    /// <param name="initialDelay">How long until the first run; zero or more.</param>
    /// <param name="interval">From one run to the next; more than zero.</param>
    /// <param name="action">What runs; it must not block. What it throws is logged, and it runs again all the same.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time is out of range.</exception>
    /// <exception cref="SchedulerException">The scheduler was shut down.</exception>
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action);
}
