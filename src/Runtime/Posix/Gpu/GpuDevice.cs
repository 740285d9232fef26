namespace Supervision.Posix;

/// <summary>One GPU; null where the driver has no answer.</summary>
public sealed record GpuDevice
{
    /// <summary>Number in the driver's order, from 0. Not stable over reboots, and not that of <c>CUDA_VISIBLE_DEVICES</c>.</summary>
    public required int Index { get; init; }

    /// <summary>What became of the questions: anything but <see cref="GpuStatus.Ok"/> speaks of this GPU alone.</summary>
    public required GpuStatus Status { get; init; }

    /// <summary>What is wrong, for people; null when nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>Unique and stable.</summary>
    public string? Uuid { get; init; }

    /// <summary>Product name.</summary>
    public string? Name { get; init; }

    /// <summary>Place on the PCI bus, for example <c>00000000:3B:00.0</c>.</summary>
    public string? PciBusId { get; init; }

    /// <summary>All of its memory.</summary>
    public long? MemoryTotalBytes { get; init; }

    /// <summary>In use by processes.</summary>
    public long? MemoryUsedBytes { get; init; }

    /// <summary>Free.</summary>
    public long? MemoryFreeBytes { get; init; }

    /// <summary>Percent of the time in which a kernel ran, 0 to 100.</summary>
    public int? UtilizationPercent { get; init; }

    /// <summary>Percent of the time in which memory was read or written, 0 to 100.</summary>
    public int? MemoryUtilizationPercent { get; init; }

    /// <summary>Degrees Celsius.</summary>
    public int? Temperature { get; init; }

    /// <summary>Watts drawn.</summary>
    public double? PowerWatts { get; init; }

    /// <summary>Watts allowed.</summary>
    public double? PowerLimitWatts { get; init; }

    /// <summary>Whether it is cut into instances.</summary>
    public GpuMigMode Mig { get; init; }

    /// <summary>Its health.</summary>
    public GpuHealth Health { get; init; } = new();

    /// <summary>Who uses it; empty also where that may not be known.</summary>
    public IReadOnlyList<GpuProcess> Processes { get; init; } = [];
}
