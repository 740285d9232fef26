namespace Supervision.Actor;

/// <summary>Schedules by milliseconds, and with a cancelable of its own.</summary>
public static class SchedulerExtensions
{
    /// <summary>Sends a message once, unless cancelled before.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="millisecondsDelay">How many milliseconds from now; 0 or more.</param>
    /// <param name="receiver">Who gets it.</param>
    /// <param name="message">What is sent.</param>
    /// <param name="sender">Who it is from.</param>
    /// <param name="cancelable">What cancels it; null for nothing.</param>
    public static void ScheduleTellOnce(
        this ITellScheduler scheduler, int millisecondsDelay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable = null) =>
        scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(millisecondsDelay), receiver, message, sender, cancelable);

    /// <summary>Sends a message again and again until cancelled.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="initialMillisecondsDelay">How many milliseconds until the first; 0 or more.</param>
    /// <param name="millisecondsInterval">How many milliseconds from one to the next; more than 0.</param>
    /// <param name="receiver">Who gets it.</param>
    /// <param name="message">What is sent.</param>
    /// <param name="sender">Who it is from.</param>
    /// <param name="cancelable">What cancels it; null for nothing.</param>
    public static void ScheduleTellRepeatedly(
        this ITellScheduler scheduler, int initialMillisecondsDelay, int millisecondsInterval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable = null)
    {
        scheduler.ScheduleTellRepeatedly(
            TimeSpan.FromMilliseconds(initialMillisecondsDelay), TimeSpan.FromMilliseconds(millisecondsInterval), receiver, message, sender, cancelable);
    }

    /// <summary>Runs a delegate once, unless cancelled before.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="millisecondsDelay">How many milliseconds from now; 0 or more.</param>
    /// <param name="action">What runs; it must not block.</param>
    /// <param name="cancelable">What cancels it; null for nothing.</param>
    public static void ScheduleOnce(this IActionScheduler scheduler, int millisecondsDelay, Action action, ICancelable? cancelable = null) =>
        scheduler.ScheduleOnce(TimeSpan.FromMilliseconds(millisecondsDelay), action, cancelable);

    /// <summary>Runs a delegate again and again until cancelled.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="initialMillisecondsDelay">How many milliseconds until the first; 0 or more.</param>
    /// <param name="millisecondsInterval">How many milliseconds from one to the next; more than 0.</param>
    /// <param name="action">What runs; it must not block.</param>
    /// <param name="cancelable">What cancels it; null for nothing.</param>
    public static void ScheduleRepeatedly(
        this IActionScheduler scheduler, int initialMillisecondsDelay, int millisecondsInterval, Action action, ICancelable? cancelable = null) =>
        scheduler.ScheduleRepeatedly(TimeSpan.FromMilliseconds(initialMillisecondsDelay), TimeSpan.FromMilliseconds(millisecondsInterval), action, cancelable);

    /// <summary>Sends a message once, unless cancelled before.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="delay">How long from now; zero or more.</param>
    /// <param name="receiver">Who gets it.</param>
    /// <param name="message">What is sent.</param>
    /// <param name="sender">Who it is from.</param>
    /// <returns>What cancels it.</returns>
    public static ICancelable ScheduleTellOnceCancelable(
        this IScheduler scheduler, TimeSpan delay, ICanTell receiver, object message, IActorRef? sender)
    {
        var cancelable = new Cancelable(scheduler.Advanced);
        scheduler.ScheduleTellOnce(delay, receiver, message, sender, cancelable);
        return cancelable;
    }

    /// <summary>Sends a message once, unless cancelled before.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="millisecondsDelay">How many milliseconds from now; 0 or more.</param>
    /// <param name="receiver">Who gets it.</param>
    /// <param name="message">What is sent.</param>
    /// <param name="sender">Who it is from.</param>
    /// <returns>What cancels it.</returns>
    public static ICancelable ScheduleTellOnceCancelable(
        this IScheduler scheduler, int millisecondsDelay, ICanTell receiver, object message, IActorRef? sender) =>
        scheduler.ScheduleTellOnceCancelable(TimeSpan.FromMilliseconds(millisecondsDelay), receiver, message, sender);

    /// <summary>Sends a message again and again until cancelled.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="initialDelay">How long until the first; zero or more.</param>
    /// <param name="interval">From one to the next; more than zero.</param>
    /// <param name="receiver">Who gets it.</param>
    /// <param name="message">What is sent.</param>
    /// <param name="sender">Who it is from.</param>
    /// <returns>What cancels it.</returns>
    public static ICancelable ScheduleTellRepeatedlyCancelable(
        this IScheduler scheduler, TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender)
    {
        var cancelable = new Cancelable(scheduler.Advanced);
        scheduler.ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, cancelable);
        return cancelable;
    }

    /// <summary>Sends a message again and again until cancelled.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="initialMillisecondsDelay">How many milliseconds until the first; 0 or more.</param>
    /// <param name="millisecondsInterval">How many milliseconds from one to the next; more than 0.</param>
    /// <param name="receiver">Who gets it.</param>
    /// <param name="message">What is sent.</param>
    /// <param name="sender">Who it is from.</param>
    /// <returns>What cancels it.</returns>
    public static ICancelable ScheduleTellRepeatedlyCancelable(
        this IScheduler scheduler, int initialMillisecondsDelay, int millisecondsInterval, ICanTell receiver, object message, IActorRef? sender)
    {
        return scheduler.ScheduleTellRepeatedlyCancelable(
            TimeSpan.FromMilliseconds(initialMillisecondsDelay), TimeSpan.FromMilliseconds(millisecondsInterval), receiver, message, sender);
    }

    /// <summary>Runs a delegate once, unless cancelled before.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="delay">How long from now; zero or more.</param>
    /// <param name="action">What runs; it must not block.</param>
    /// <returns>What cancels it.</returns>
    public static ICancelable ScheduleOnceCancelable(this IActionScheduler scheduler, TimeSpan delay, Action action)
    {
        var cancelable = new Cancelable(scheduler);
        scheduler.ScheduleOnce(delay, action, cancelable);
        return cancelable;
    }

    /// <summary>Runs a delegate once, unless cancelled before.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="millisecondsDelay">How many milliseconds from now; 0 or more.</param>
    /// <param name="action">What runs; it must not block.</param>
    /// <returns>What cancels it.</returns>
    public static ICancelable ScheduleOnceCancelable(this IActionScheduler scheduler, int millisecondsDelay, Action action) =>
        scheduler.ScheduleOnceCancelable(TimeSpan.FromMilliseconds(millisecondsDelay), action);

    /// <summary>Runs a delegate again and again until cancelled.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="initialDelay">How long until the first; zero or more.</param>
    /// <param name="interval">From one to the next; more than zero.</param>
    /// <param name="action">What runs; it must not block.</param>
    /// <returns>What cancels it.</returns>
    public static ICancelable ScheduleRepeatedlyCancelable(
        this IActionScheduler scheduler, TimeSpan initialDelay, TimeSpan interval, Action action)
    {
        var cancelable = new Cancelable(scheduler);
        scheduler.ScheduleRepeatedly(initialDelay, interval, action, cancelable);
        return cancelable;
    }

    /// <summary>Runs a delegate again and again until cancelled.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="initialMillisecondsDelay">How many milliseconds until the first; 0 or more.</param>
    /// <param name="millisecondsInterval">How many milliseconds from one to the next; more than 0.</param>
    /// <param name="action">What runs; it must not block.</param>
    /// <returns>What cancels it.</returns>
    public static ICancelable ScheduleRepeatedlyCancelable(
        this IActionScheduler scheduler, int initialMillisecondsDelay, int millisecondsInterval, Action action) =>
        scheduler.ScheduleRepeatedlyCancelable(TimeSpan.FromMilliseconds(initialMillisecondsDelay), TimeSpan.FromMilliseconds(millisecondsInterval), action);
}
