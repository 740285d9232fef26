using System.Globalization;

namespace Supervision.Posix;

/// <summary>Asks everything once. Blocks for as long as the driver does; for one caller at a time.</summary>
internal sealed class GpuReader(GpuOptions options)
{
    private NvmlLibrary? _library;
    private bool _connected;

    internal GpuReport Read()
    {
        if (Connect(out var library) is { } problem)
            return problem;
        var code = library.DeviceCount(out var count);
        if (code != Nvml.Success)
            return Fail(library, code, "counting the GPUs");
        library.DriverVersion(out var driver);
        var cuda = library.CudaVersion(out var version) == Nvml.Success
            ? string.Create(CultureInfo.InvariantCulture, $"{version / 1000}.{version % 1000 / 10}")
            : null;
        var devices = new List<GpuDevice>();
        for (uint i = 0; i < count; i++)
            devices.Add(ReadDevice(library, i, driver));
        if (devices.Exists(device => device.Status is GpuStatus.Uninitialized))
            Disconnect();
        return new GpuReport { Status = GpuStatus.Ok, DriverVersion = driver.Length == 0 ? null : driver, CudaVersion = cuda, Devices = devices };
    }

    /// <summary>Null with a library that is connected to the driver; else what is wrong.</summary>
    internal GpuReport? Connect(out NvmlLibrary library)
    {
        _library ??= NvmlLibrary.Load(options);
        library = _library!;
        if (_library is null)
            return new GpuReport { Status = GpuStatus.NoLibrary, Reason = "no NVIDIA driver: libnvidia-ml.so.1 is not installed" };
        if (_connected)
            return null;
        var code = _library.Init();
        _connected = code == Nvml.Success;
        return _connected ? null : Fail(_library, code, "connecting to the driver");
    }

    private void Disconnect()
    {
        if (_connected)
            _library!.Shutdown();
        _connected = false;
    }

    private GpuReport Fail(NvmlLibrary library, int code, string what)
    {
        // Whatever it was, the next question starts from the beginning.
        Disconnect();
        return new GpuReport { Status = Nvml.StatusOf(code), Reason = Phrase(library, code, what) };
    }

    private static string Phrase(NvmlLibrary library, int code, string what) => Nvml.StatusOf(code) switch
    {
        GpuStatus.NoDriver => "no NVIDIA driver: the library is installed and the kernel's driver is not loaded",
        GpuStatus.VersionMismatch =>
            "the driver's library and the kernel's driver have different versions: reboot, or recreate the container, after an update",
        GpuStatus.NotPermitted => "the GPU's device files may not be used (a container that lost them must be recreated)",
        GpuStatus.GpuLost => "the GPU is lost: it has fallen off the bus; reset it or reboot",
        GpuStatus.ResetRequired => "the GPU must be reset",
        _ => $"{what} failed: {library.ErrorText(code)}",
    };

    private static GpuDevice ReadDevice(NvmlLibrary library, uint index, string driver)
    {
        var code = library.DeviceHandle(index, out var device);
        if (code != Nvml.Success)
            return new GpuDevice { Index = (int)index, Status = Nvml.StatusOf(code), Problem = Phrase(library, code, "asking for the GPU") };
        library.Uuid(device, out var uuid);
        library.Name(device, out var name);
        library.PciBusId(device, out var pci);
        code = library.Memory(device, out var total, out var free, out var used);
        var processes = new List<GpuProcess>();
        var avoidV3 = driver.StartsWith("535.", StringComparison.Ordinal);
        library.Processes(device, GpuProcessKind.Compute, avoidV3, processes);
        library.Processes(device, GpuProcessKind.Graphics, avoidV3, processes);
        var utilization = library.Utilization(device, out var rates) == Nvml.Success;
        return new GpuDevice
        {
            Index = (int)index,
            // A GPU that is lost keeps its names and loses its memory.
            Status = code is Nvml.NotSupported or Nvml.FunctionNotFound ? GpuStatus.Ok : Nvml.StatusOf(code),
            Problem = code is Nvml.Success or Nvml.NotSupported or Nvml.FunctionNotFound ? null : Phrase(library, code, "reading its memory"),
            Uuid = NullIfEmpty(uuid),
            Name = NullIfEmpty(name),
            PciBusId = NullIfEmpty(pci),
            MemoryTotalBytes = code == Nvml.Success ? (long)total : null,
            MemoryFreeBytes = code == Nvml.Success ? (long)free : null,
            MemoryUsedBytes = code == Nvml.Success ? (long)used : null,
            UtilizationPercent = utilization ? (int)rates.Gpu : null,
            MemoryUtilizationPercent = utilization ? (int)rates.Memory : null,
            Temperature = library.Temperature(device, out var degrees) == Nvml.Success ? (int)degrees : null,
            PowerWatts = Watts(library, "nvmlDeviceGetPowerUsage", device),
            PowerLimitWatts = Watts(library, "nvmlDeviceGetEnforcedPowerLimit", device),
            Mig = library.MigMode(device, out var mig) != Nvml.Success ? GpuMigMode.NotSupported : mig == 0 ? GpuMigMode.Disabled : GpuMigMode.Enabled,
            Health = ReadHealth(library, device),
            Processes = processes,
        };
    }

    private static GpuHealth ReadHealth(NvmlLibrary library, nint device)
    {
        var remapping = library.RemappedRows(device, out var rows, out var pending, out var failed) == Nvml.Success;
        var retired = library.RetiredPages(device, 0, out var single) == Nvml.Success & library.RetiredPages(device, 1, out var twice) == Nvml.Success;
        var waits = library.Number("nvmlDeviceGetRetiredPagesPendingStatus", device, out var retirement) == Nvml.Success;
        return new GpuHealth
        {
            UncorrectedErrors = library.UncorrectedErrors(device, 0, out var now) == Nvml.Success ? (long)now : null,
            UncorrectedErrorsEver = library.UncorrectedErrors(device, 1, out var ever) == Nvml.Success ? (long)ever : null,
            RetiredPages = retired ? (int)(single + twice) : null,
            RemappedRows = remapping ? (int)rows : null,
            ResetPending = remapping || waits ? (remapping && pending) || (waits && retirement != 0) : null,
            RemappingFailed = remapping ? failed : null,
        };
    }

    private static double? Watts(NvmlLibrary library, string function, nint device) =>
        library.Number(function, device, out var milliwatts) == Nvml.Success ? milliwatts / 1000.0 : null;

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
