namespace Supervision.Actors.Settings;

/// <summary>Memory watch over the engine's whole process tree (<c>memory</c>).</summary>
public sealed record MemorySettings
{
    /// <summary>Limit of the tree's resident memory in bytes; 0, the default, is no limit.</summary>
    public long MaxRss { get; init; }

    /// <summary>How long the limit must be exceeded without a break. Default 30 s.</summary>
    public TimeSpan Sustain { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What then happens. Default <see cref="MemoryAction.Restart"/>.</summary>
    public MemoryAction Action { get; init; } = MemoryAction.Restart;

    /// <summary>How often memory is sampled; 0 switches sampling off. Default 5 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);
}
