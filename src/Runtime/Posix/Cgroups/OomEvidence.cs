namespace Supervision.Posix;

/// <summary>Where it is known from that the kernel killed a process for want of memory.</summary>
public enum OomSource
{
    /// <summary>The counter of the engine's own control group rose: certain.</summary>
    EngineGroup,

    /// <summary>The kernel's log names the process: certain.</summary>
    KernelLog,

    /// <summary>The counter of the daemon's control group rose just before: as good as certain, unless somebody sent KILL in the same moments.</summary>
    SharedGroup,
}

/// <summary>The evidence of an out-of-memory kill.</summary>
/// <param name="Source">Where it is known from.</param>
/// <param name="Detail">One phrase for people.</param>
public sealed record OomEvidence(OomSource Source, string Detail);
