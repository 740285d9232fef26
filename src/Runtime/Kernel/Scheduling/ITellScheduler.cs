namespace Supervision.Actor;

/// <summary>Sends messages in the future.</summary>
public interface ITellScheduler
{
    /// <summary>Sends a message once.</summary>
    /// <param name="delay">How long from now; zero or more.</param>
    /// <param name="receiver">Who gets it.</param>
    /// <param name="message">What is sent.</param>
    /// <param name="sender">Who it is from.</param>
    /// <exception cref="ArgumentOutOfRangeException">The delay is negative.</exception>
    /// <exception cref="SchedulerException">The scheduler was shut down.</exception>
    void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender);

    /// <summary>Sends a message once, unless cancelled before.</summary>
    /// <param name="delay">How long from now; zero or more.</param>
    /// <param name="receiver">Who gets it.</param>
    /// <param name="message">What is sent.</param>
    /// <param name="sender">Who it is from.</param>
    /// <param name="cancelable">What cancels it; null for nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The delay is negative.</exception>
    /// <exception cref="SchedulerException">The scheduler was shut down.</exception>
    void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable);

    /// <summary>Sends a message again and again until the scheduler is shut down.</summary>
    /// <param name="initialDelay">How long until the first; zero or more.</param>
    /// <param name="interval">From one to the next; more than zero.</param>
    /// <param name="receiver">Who gets it.</param>
    /// <param name="message">What is sent.</param>
    /// <param name="sender">Who it is from.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time is out of range.</exception>
    /// <exception cref="SchedulerException">The scheduler was shut down.</exception>
    void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender);

    /// <summary>Sends a message again and again until cancelled.</summary>
    /// <param name="initialDelay">How long until the first; zero or more.</param>
    /// <param name="interval">From one to the next; more than zero.</param>
    /// <param name="receiver">Who gets it.</param>
    /// <param name="message">What is sent.</param>
    /// <param name="sender">Who it is from.</param>
    /// <param name="cancelable">What cancels it; null for nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time is out of range.</exception>
    /// <exception cref="SchedulerException">The scheduler was shut down.</exception>
    void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable);
}
