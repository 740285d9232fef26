namespace Supervision.Actors.Settings;

/// <summary>Memory watch over the engine's whole process tree (<c>memory</c>).</summary>
public sealed record MemorySettings
{
    /// <summary>Limit of the tree's resident memory in bytes; 0, the default, is no limit.</summary>
    public long MaxRss { get; init; }

    /// <summary>Limit of the tree's proportional memory (shared pages divided among those who share them) in bytes; 0, the default, is no limit.</summary>
    public long MaxPss { get; init; }

    /// <summary>Limit of the control group's working set. Default none.</summary>
    public MemoryShare MaxCgroup { get; init; }

    /// <summary>Limit of how fast resident memory grows. Default none.</summary>
    public MemoryGrowthSettings Growth { get; init; } = new();

    /// <summary>How long a limit must be exceeded without a break. Default 30 s.</summary>
    public TimeSpan Sustain { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long after its start no limit is held against an attempt. Default 30 s.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What then happens. Default <see cref="MemoryAction.Restart"/>.</summary>
    public MemoryAction Action { get; init; } = MemoryAction.Restart;

    /// <summary>How often memory is sampled; 0 switches sampling off. Default 5 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether open files are counted with each sample. Default false.</summary>
    public bool OpenFiles { get; init; }

    /// <summary>Whether any limit is set.</summary>
    public bool HasLimit => MaxRss > 0 || MaxPss > 0 || !MaxCgroup.IsNone || Growth.BytesPerHour > 0;
}
