namespace Supervision.Posix;

/// <summary>A process that uses a GPU.</summary>
/// <param name="Pid">Its pid as the driver gives it: usually that of the initial pid namespace, whatever namespace asks.</param>
/// <param name="Kind">What for.</param>
/// <param name="UsedBytes">GPU memory; null where the driver does not tell.</param>
/// <param name="GpuInstance">The MIG instance; null where the GPU is not cut.</param>
public sealed record GpuProcess(int Pid, GpuProcessKind Kind, long? UsedBytes, int? GpuInstance);
