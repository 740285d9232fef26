namespace Supervision.Actor;

/// <summary>An actor with timers; the kernel sets them before the constructor of the actor runs.</summary>
public interface IWithTimers
{
    /// <summary>The timers.</summary>
    ITimerScheduler Timers { get; set; }
}
