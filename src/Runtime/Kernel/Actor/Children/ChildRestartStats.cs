namespace Supervision.Actor.Internal;

/// <summary>How often a child was restarted, and since when; made at its first failure.</summary>
public class ChildRestartStats : IChildStats
{
    private readonly TimeProvider _time;

    /// <summary>Makes the statistics of a child.</summary>
    /// <param name="child">The child.</param>
    /// <param name="maxNrOfRetriesCount">Restarts so far.</param>
    /// <param name="restartTimeWindowStartTicks">Start of the window on the monotonic clock (100 ns ticks); 0 for none.</param>
    public ChildRestartStats(IInternalActorRef child, uint maxNrOfRetriesCount = 0, long restartTimeWindowStartTicks = 0)
        : this(child, maxNrOfRetriesCount, restartTimeWindowStartTicks, TimeProvider.System)
    {
    }

    internal ChildRestartStats(IInternalActorRef child, uint maxNrOfRetriesCount, long restartTimeWindowStartTicks, TimeProvider time)
    {
        Child = child;
        MaxNrOfRetriesCount = maxNrOfRetriesCount;
        RestartTimeWindowStartTicks = restartTimeWindowStartTicks;
        _time = time;
    }

    /// <summary>The child.</summary>
    public IInternalActorRef Child { get; }

    /// <summary>The uid of the child.</summary>
    public long Uid => Child is ActorRefBase known ? known.UidOfRef : Child.Path.Uid;

    /// <summary>Restarts counted so far.</summary>
    public uint MaxNrOfRetriesCount { get; private set; }

    /// <summary>Start of the window on the monotonic clock; 0 before the first failure.</summary>
    public long RestartTimeWindowStartTicks { get; private set; }

    /// <summary>Counts a failure and says whether the child may be restarted.</summary>
    /// <param name="maxNrOfRetries">Restarts allowed (in the window, if there is one); negative for no limit, 0 for none at all.</param>
    /// <param name="withinTimeMilliseconds">The window; 0 or less for no window. With a window and no limit, one restart per window is allowed.</param>
    public bool RequestRestartPermission(int maxNrOfRetries, int withinTimeMilliseconds)
    {
        if (maxNrOfRetries == 0)
        {
            return false;
        }

        bool limited = maxNrOfRetries > 0;
        if (withinTimeMilliseconds > 0)
        {
            return WindowAllows(limited ? maxNrOfRetries : 1, withinTimeMilliseconds);
        }

        return !limited || ++MaxNrOfRetriesCount <= maxNrOfRetries;
    }

    private bool WindowAllows(int retries, int windowMilliseconds)
    {
        // A fixed window that opens with the first failure: cheap, and as documented for both strategies.
        long now = Math.Max(1, _time.GetElapsedTime(0).Ticks);
        long start = RestartTimeWindowStartTicks;
        if (start == 0 || now - start > windowMilliseconds * TimeSpan.TicksPerMillisecond)
        {
            RestartTimeWindowStartTicks = now;
            MaxNrOfRetriesCount = 1;
            return true;
        }

        MaxNrOfRetriesCount++;
        return MaxNrOfRetriesCount <= retries;
    }
}
