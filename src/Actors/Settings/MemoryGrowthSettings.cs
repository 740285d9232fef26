namespace Supervision.Actors.Settings;

/// <summary>Limit of how fast the tree's resident memory grows (<c>memory.growth</c>).</summary>
public sealed record MemoryGrowthSettings
{
    /// <summary>Bytes per hour; 0, the default, is no limit.</summary>
    public long BytesPerHour { get; init; }

    /// <summary>The time over which growth is measured; before an attempt is that old it is not judged. Default 30 min.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(30);
}
