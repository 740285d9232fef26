using Supervision.Actors.Heartbeats;

namespace Supervision.Control;

/// <summary>What was last measured of one engine.</summary>
internal sealed record Vitals
{
    public int Attempt { get; init; }

    public long? Memory { get; init; }

    public double? Cpu { get; init; }

    public int? Processes { get; init; }

    public int? Threads { get; init; }

    public int? OpenFiles { get; init; }

    /// <summary>User and kernel time of the processes that live.</summary>
    public TimeSpan? UserTime { get; init; }

    public TimeSpan? SystemTime { get; init; }

    public ProgressState? Progress { get; init; }

    public string? ProgressDetail { get; init; }

    /// <summary>When there was evidence of life, on the monotonic clock; null for never.</summary>
    public long? BeatAt { get; init; }

    /// <summary>The largest processes.</summary>
    public IReadOnlyList<int> Pids { get; init; } = [];
}
