namespace Supervision.Posix;

/// <summary>The memory of a control group, as far as its files say; what they do not say is null.</summary>
public readonly record struct CgroupMemory
{
    /// <summary>Everything charged to the group, the page cache too.</summary>
    public long? CurrentBytes { get; init; }

    /// <summary>
    /// What cannot simply be dropped: <see cref="CurrentBytes"/> less the inactive part of the page cache. A model that was just read fills
    /// the cache up to any limit without being in danger.
    /// </summary>
    public long? WorkingSetBytes { get; init; }

    /// <summary>The group's own limit; null where there is none.</summary>
    public long? LimitBytes { get; init; }

    /// <summary>The lowest limit of the group and the groups above it that are visible; null where there is none.</summary>
    public long? EffectiveLimitBytes { get; init; }

    /// <summary>How often the limit was reached and memory could not be had.</summary>
    public long? OomEvents { get; init; }

    /// <summary>Processes that the kernel killed for want of memory, in the group and those below it.</summary>
    public long? OomKills { get; init; }
}
