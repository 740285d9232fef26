using System.Collections.Immutable;

namespace Supervision.Actors.Settings;

/// <summary>
/// The progress heartbeat (<c>heartbeat.progress</c>): the engine's own metrics say whether work is in flight and whether it gets on.
/// A metric is a name, or a name with labels that its series must have: <c>name{label="value"}</c>. Series are added up.
/// </summary>
public sealed record ProgressSettings
{
    /// <summary>Where the metrics are, as Prometheus text; null switches it off. Default null.</summary>
    public Uri? Url { get; init; }

    /// <summary>Gauges of requests that are being worked on.</summary>
    public ImmutableArray<string> Running { get; init; } = [];

    /// <summary>Gauges of requests that wait.</summary>
    public ImmutableArray<string> Waiting { get; init; } = [];

    /// <summary>What moves while the engine works, such as counters of tokens; a change of any of them is progress.</summary>
    public ImmutableArray<string> Counter { get; init; } = [];

    /// <summary>How long work may be in flight without progress; then the engine is hung. Default 120 s.</summary>
    public TimeSpan HangTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Time between the end of one scrape and the start of the next. Default 5 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a scrape may take. Default 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}
