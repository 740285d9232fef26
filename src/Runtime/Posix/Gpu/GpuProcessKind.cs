namespace Supervision.Posix;

/// <summary>What a process uses a GPU for.</summary>
public enum GpuProcessKind
{
    /// <summary>CUDA.</summary>
    Compute,

    /// <summary>Graphics.</summary>
    Graphics,
}
