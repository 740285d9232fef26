namespace Supervision.Posix;

/// <summary>What a GPU says of its own health; null where it does not know.</summary>
public sealed record GpuHealth
{
    /// <summary>Uncorrected memory errors since the driver was loaded or the GPU reset.</summary>
    public long? UncorrectedErrors { get; init; }

    /// <summary>Uncorrected memory errors of its whole life.</summary>
    public long? UncorrectedErrorsEver { get; init; }

    /// <summary>Pages retired because of errors (before Ampere).</summary>
    public int? RetiredPages { get; init; }

    /// <summary>Rows remapped because of uncorrected errors (since Ampere).</summary>
    public int? RemappedRows { get; init; }

    /// <summary>A retirement or remapping waits for a reset of the GPU.</summary>
    public bool? ResetPending { get; init; }

    /// <summary>A remapping failed: the GPU is to be replaced.</summary>
    public bool? RemappingFailed { get; init; }

    /// <summary>Whether nothing speaks against starting an engine on it.</summary>
    public bool IsGood => UncorrectedErrors is null or 0 && ResetPending != true && RemappingFailed != true;
}
