using System.Collections.Immutable;

namespace Supervision.Actors.Settings;

/// <summary>The wait for the GPUs' memory before a start (<c>gates.gpu</c>).</summary>
public sealed record GpuGateSettings
{
    /// <summary>Which GPUs. Default <see cref="GpuSelection.Auto"/>.</summary>
    public GpuSelection Select { get; init; } = GpuSelection.Auto;

    /// <summary>Numbers of the GPUs, for <see cref="GpuSelection.Listed"/>.</summary>
    public ImmutableArray<int> Devices { get; init; } = [];

    /// <summary>What must be free on each; none, the default, waits only until the memory is back or does not change any more.</summary>
    public MemoryShare MinFree { get; init; }

    /// <summary>How many samples in a row must be alike to count as settled. Default 3.</summary>
    public int SettleSamples { get; init; } = 3;

    /// <summary>Time between samples. Default 1 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait. Default 60 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether the attempt fails when the wait was in vain; false, the default, starts all the same.</summary>
    public bool FailOnTimeout { get; init; }
}
