using Supervision.Actors.Settings;

namespace Supervision.Actors.Heartbeats;

/// <summary>The running verdict of one probe: thresholds over consecutive results, as Kubernetes counts them.</summary>
internal sealed class ProbeTrack(ProbeSettings settings)
{
    private int _successes;

    public ProbeSettings Settings { get; } = settings;

    public int Failures { get; private set; }

    /// <summary>Null until the first threshold is reached.</summary>
    public bool? Verdict { get; private set; }

    /// <summary>Counts a result; true where the verdict changed.</summary>
    public bool Record(bool success)
    {
        (_successes, Failures) = success ? (_successes + 1, 0) : (0, Failures + 1);
        bool? verdict = success && _successes >= Settings.Successes ? true : !success && Failures >= Settings.Failures ? false : Verdict;
        var changed = verdict != Verdict;
        Verdict = verdict;
        return changed;
    }
}
