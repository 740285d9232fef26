namespace Supervision.Actor;

/// <summary>An actor with timers; the kernel sets them before the first message.</summary>
public interface IWithTimers
{
    /// <summary>The timers.</summary>
    ITimerScheduler Timers { get; set; }
}
