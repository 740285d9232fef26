namespace Supervision.Posix;

/// <summary>How the GPU driver is found.</summary>
public sealed record GpuOptions
{
    /// <summary>
    /// The driver's library: a path, or a name for the loader. Null, the default, takes the variable <c>SUPERVISION_NVML</c> where it is set,
    /// else <c>libnvidia-ml.so.1</c> where the loader and NVIDIA's containers have it.
    /// </summary>
    public string? Library { get; init; }
}
