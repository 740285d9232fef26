namespace Supervision.Posix;

/// <summary>All GPUs at one moment, or why none can be seen.</summary>
public sealed record GpuReport
{
    /// <summary>Anything but <see cref="GpuStatus.Ok"/> means that there are no devices to show.</summary>
    public required GpuStatus Status { get; init; }

    /// <summary>Why, for people; null when <see cref="Status"/> is Ok.</summary>
    public string? Reason { get; init; }

    /// <summary>Version of the kernel's driver.</summary>
    public string? DriverVersion { get; init; }

    /// <summary>The newest CUDA that the driver supports, for example <c>12.4</c>.</summary>
    public string? CudaVersion { get; init; }

    /// <summary>The GPUs that this process may see.</summary>
    public IReadOnlyList<GpuDevice> Devices { get; init; } = [];
}
