using Supervision.Actors.Engines;

namespace Supervision.Hosting;

/// <summary>What events have told of one engine instance. Times are timestamps of the board's clock.</summary>
internal sealed record EngineView(string Name, string Engine)
{
    public EngineState State { get; init; } = EngineState.Stopped;

    public Readiness Readiness { get; init; }

    public int Attempt { get; init; }

    /// <summary>When the process of the attempt was started.</summary>
    public long StartedAt { get; init; }

    /// <summary>The last evidence of life; null before the first of the attempt.</summary>
    public long? BeatAt { get; init; }

    /// <summary>When the next attempt is due; null where none is planned.</summary>
    public long? RetryAt { get; init; }

    /// <summary>How long the last start took until it was ready; null before the first.</summary>
    public TimeSpan? StartupTook { get; init; }

    public EngineFailure? LastFailure { get; init; }
}
