namespace Supervision.Actor;

/// <summary>
/// Timers of one actor, by key. Starting a timer replaces the one with the same key; a message of a replaced or cancelled timer
/// is never delivered, even when it is in the mailbox already. Restart and stop cancel all timers: <see cref="ActorBase.AroundPreRestart"/> and <see cref="ActorBase.AroundPostStop"/> do before
/// the actor's own hook runs, and what that hook starts ends with the instance.
/// </summary>
public interface ITimerScheduler
{
    /// <summary>The keys of the timers that run.</summary>
    IReadOnlyCollection<object> ActiveTimers { get; }

    /// <summary>Sends a message every interval.</summary>
    void StartPeriodicTimer(object key, object msg, TimeSpan interval);

    /// <summary>Sends a message every interval.</summary>
    void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender);

    /// <summary>Sends a message after a delay and then every interval.</summary>
    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval);

    /// <summary>Sends a message after a delay and then every interval.</summary>
    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender);

    /// <summary>Sends a message once.</summary>
    void StartSingleTimer(object key, object msg, TimeSpan timeout);

    /// <summary>Sends a message once.</summary>
    void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender);

    /// <summary>True while a timer with this key runs.</summary>
    bool IsTimerActive(object key);

    /// <summary>Cancels a timer; does nothing when there is none.</summary>
    void Cancel(object key);

    /// <summary>Cancels all timers.</summary>
    void CancelAll();
}
