namespace Supervision.Posix;

/// <summary>Numbers and structures of NVML's binary interface.</summary>
internal static class Nvml
{
    internal const int Success = 0;
    internal const int Uninitialized = 1;
    internal const int NotSupported = 3;
    internal const int NoPermission = 4;
    internal const int InsufficientSize = 7;
    internal const int DriverNotLoaded = 9;
    internal const int Timeout = 10;
    internal const int LibraryNotFound = 12;
    internal const int FunctionNotFound = 13;
    internal const int GpuIsLost = 15;
    internal const int ResetRequired = 16;
    internal const int VersionMismatch = 18;
    internal const int GpuNotFound = 28;

    internal const ulong EventXid = 8;
    internal const ulong NotAvailable = ulong.MaxValue;
    internal const uint NoInstance = uint.MaxValue;

    /// <summary>Bounds every list that the driver fills; a GPU has a few dozen processes at most.</summary>
    internal const int MaxProcesses = 1024;

    internal static GpuStatus StatusOf(int code) => code switch
    {
        Success => GpuStatus.Ok,
        Uninitialized => GpuStatus.Uninitialized,
        NotSupported or FunctionNotFound => GpuStatus.NotSupported,
        NoPermission => GpuStatus.NotPermitted,
        DriverNotLoaded => GpuStatus.NoDriver,
        LibraryNotFound => GpuStatus.NoLibrary,
        GpuIsLost => GpuStatus.GpuLost,
        ResetRequired => GpuStatus.ResetRequired,
        VersionMismatch => GpuStatus.VersionMismatch,
        _ => GpuStatus.Failed,
    };

    internal struct MemoryV1
    {
        internal ulong Total;
        internal ulong Free;
        internal ulong Used;
    }

    internal struct MemoryV2
    {
        internal uint Version;
        internal ulong Total;
        internal ulong Reserved;
        internal ulong Free;
        internal ulong Used;
    }

    internal struct Utilization
    {
        internal uint Gpu;
        internal uint Memory;
    }

    internal struct ProcessV1
    {
        internal uint Pid;
        internal ulong Used;
    }

    /// <summary>Of the second version and, except for some drivers 535, of the third.</summary>
    internal struct ProcessV2
    {
        internal uint Pid;
        internal ulong Used;
        internal uint GpuInstance;
        internal uint ComputeInstance;
    }

    internal struct EventData
    {
        internal nint Device;
        internal ulong Type;
        internal ulong Data;
        internal uint GpuInstance;
        internal uint ComputeInstance;
    }
}
