using Supervision.Actors.Settings;

namespace Supervision.Actors.Heartbeats;

/// <summary>The running verdict of one probe: thresholds over consecutive results, as Kubernetes counts them.</summary>
internal sealed class ProbeTrack(ProbeSettings settings)
{
    private int _successes;
    private bool _everSucceeded;
    private TimeSpan? _countedAt;

    public ProbeSettings Settings { get; } = settings;

    public int Failures { get; private set; }

    /// <summary>Null until the first threshold is reached.</summary>
    public bool? Verdict { get; private set; }

    /// <summary>Whether the probe still runs at its fast period.</summary>
    public bool IsFast => Settings.FastPeriod > TimeSpan.Zero && !_everSucceeded;

    public TimeSpan NextDelay => IsFast && Settings.FastPeriod < Settings.Period ? Settings.FastPeriod : Settings.Period;

    /// <summary>When the next try is due, on the monotonic clock; the largest value for never.</summary>
    public TimeSpan DueAt { get; set; } = TimeSpan.MaxValue;

    /// <summary>A try is under way.</summary>
    public bool IsRunning { get; set; }

    /// <summary>Something happened during the try that it may have missed: the next one follows at once.</summary>
    public bool IsStale { get; set; }

    /// <summary>
    /// Counts a result; true where the verdict changed. While the probe runs at its fast period its failures count once per period, so that the
    /// threshold means the same time at either pace.
    /// </summary>
    /// <param name="success">The result.</param>
    /// <param name="now">Monotonic time.</param>
    public bool Record(bool success, TimeSpan now)
    {
        if (!success && IsFast && now - _countedAt < Settings.Period)
            return false;
        _countedAt = now;
        return Record(success);
    }

    /// <summary>Counts a result; true where the verdict changed.</summary>
    public bool Record(bool success)
    {
        _everSucceeded |= success;
        (_successes, Failures) = success ? (_successes + 1, 0) : (0, Failures + 1);
        bool? verdict = success && _successes >= Settings.Successes ? true : !success && Failures >= Settings.Failures ? false : Verdict;
        var changed = verdict != Verdict;
        Verdict = verdict;
        return changed;
    }
}
