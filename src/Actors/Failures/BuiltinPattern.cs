using System.Text.RegularExpressions;
using Supervision.Actors.Engines;

namespace Supervision.Actors.Failures;

/// <summary>A line that is understood without configuration.</summary>
/// <param name="Name">Shown with the failure.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Kills">Whether the engine is killed when it appears.</param>
/// <param name="Regex">The line; made when a line has the needle.</param>
/// <param name="Needle">Bytes that every such line contains: looked for first, because that costs next to nothing.</param>
internal sealed partial record BuiltinPattern(string Name, FailureKind Kind, bool Kills, Func<Regex> Regex, ReadOnlyMemory<byte> Needle)
{
    /// <summary>All, the gravest first: where several lines speak, the first of these counts.</summary>
    public static IReadOnlyList<BuiltinPattern> All { get; } =
    [
        New("gpu-off-bus", FailureKind.GpuLost, false, OffBus, "fallen off the bus"u8),
        New("gpu-is-lost", FailureKind.GpuLost, false, IsLost, "GPU is lost"u8),
        // A device-class Xid: the GPU must be reset before any program can use it.
        New("xid", FailureKind.GpuLost, false, Xid, "Xid"u8),
        New("nvml-unknown", FailureKind.GpuLost, false, NvmlUnknown, "initialize NVML"u8),
        New("ecc", FailureKind.GpuLost, false, Ecc, "ncorrectable"u8),
        New("no-device", FailureKind.GpuLost, false, NoDevice, "CUDA-capable device"u8),
        New("driver-version", FailureKind.DriverMismatch, false, DriverVersion, "version mismatch"u8),
        New("driver-too-old", FailureKind.DriverMismatch, false, DriverTooOld, "driver version is insufficient"u8),
        New("cuda-error", FailureKind.CudaPoisoned, true, CudaError, "CUDA error"u8),
        New("cuda-error-name", FailureKind.CudaPoisoned, true, CudaErrorName, "CUDA_ERROR_"u8),
        New("cuda-runtime-name", FailureKind.CudaPoisoned, true, CudaRuntimeName, "cudaError"u8),
        New("cuda-out-of-memory", FailureKind.CudaOutOfMemory, false, CudaOutOfMemory, "out of memory"u8),
        New("cuda-out-of-memory-name", FailureKind.CudaOutOfMemory, false, CudaOutOfMemoryName, "OutOfMemory"u8),
        New("cuda-memory-name", FailureKind.CudaOutOfMemory, false, CudaMemoryName, "CUDA_ERROR_OUT_OF_MEMORY"u8),
        New("nccl-timeout", FailureKind.Hung, false, NcclTimeout, "collective operation timeout"u8),
        New("address-in-use", FailureKind.PortBusy, false, AddressInUse, "ddress already in use"u8),
        New("eaddrinuse", FailureKind.PortBusy, false, EAddrInUse, "EADDRINUSE"u8),
    ];

    private const RegexOptions Options = RegexOptions.CultureInvariant;

    private static BuiltinPattern New(string name, FailureKind kind, bool kills, Func<Regex> regex, ReadOnlySpan<byte> needle) =>
        new(name, kind, kills, regex, needle.ToArray());

    [GeneratedRegex("fallen off the bus", Options)]
    private static partial Regex OffBus();

    [GeneratedRegex(@"\bGPU is lost\b", Options)]
    private static partial Regex IsLost();

    [GeneratedRegex(@"\bXid\b.{0,60}?[:,]\s*(?:46|48|62|64|74|79|95|119|120|140)\b", Options)]
    private static partial Regex Xid();

    [GeneratedRegex(@"Failed to initialize NVML: (?:Unknown Error|GPU is lost|GPU access blocked)", Options)]
    private static partial Regex NvmlUnknown();

    [GeneratedRegex(@"CUDA.{0,80}[Uu]ncorrectable", Options)]
    private static partial Regex Ecc();

    [GeneratedRegex("no CUDA-capable device is detected", Options)]
    private static partial Regex NoDevice();

    [GeneratedRegex("[Dd]river/library version mismatch", Options)]
    private static partial Regex DriverVersion();

    [GeneratedRegex("CUDA driver version is insufficient", Options)]
    private static partial Regex DriverTooOld();

    [GeneratedRegex(
        "CUDA error: (?:an illegal memory access|an illegal instruction|device-side assert|unspecified launch failure|misaligned address|invalid program counter|hardware stack error|operation not supported on global/shared)",
        Options)]
    private static partial Regex CudaError();

    [GeneratedRegex("CUDA_ERROR_(?:ILLEGAL_ADDRESS|ILLEGAL_INSTRUCTION|ASSERT|LAUNCH_FAILED|MISALIGNED_ADDRESS|INVALID_PC|HARDWARE_STACK_ERROR)", Options)]
    private static partial Regex CudaErrorName();

    [GeneratedRegex("cudaError(?:IllegalAddress|IllegalInstruction|Assert|LaunchFailure|MisalignedAddress|InvalidPc|HardwareStackError)", Options)]
    private static partial Regex CudaRuntimeName();

    [GeneratedRegex("CUDA (?:error: )?out of memory|CUDA.{0,40}out of memory", Options)]
    private static partial Regex CudaOutOfMemory();

    [GeneratedRegex(@"torch(?:\.cuda)?\.OutOfMemoryError", Options)]
    private static partial Regex CudaOutOfMemoryName();

    [GeneratedRegex("CUDA_ERROR_OUT_OF_MEMORY", Options)]
    private static partial Regex CudaMemoryName();

    [GeneratedRegex("[Ww]atchdog caught collective operation timeout", Options)]
    private static partial Regex NcclTimeout();

    [GeneratedRegex("[Aa]ddress already in use", Options)]
    private static partial Regex AddressInUse();

    [GeneratedRegex("EADDRINUSE", Options)]
    private static partial Regex EAddrInUse();
}
