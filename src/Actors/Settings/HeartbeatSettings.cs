namespace Supervision.Actors.Settings;

/// <summary>
/// The heartbeat (<c>heartbeat</c>). A beat is evidence of life: an answer to a probe or a scrape since the last
/// interval or, where nothing asks the engine, a leader process that is neither stopped nor a zombie.
/// </summary>
public sealed record HeartbeatSettings
{
    /// <summary>How often the evidence is weighed. Default 5 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Age of the last beat at which a started engine counts as hung; 0 never. Default 60 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether work in flight gets on, by the engine's own metrics. Default off.</summary>
    public ProgressSettings Progress { get; init; } = new();
}
