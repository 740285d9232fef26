using System.Runtime.InteropServices;
using System.Text;

namespace Supervision.Posix;

/// <summary>
/// The loaded library: one method per call, each returning NVML's code. A function that this version of the library lacks is
/// <see cref="Nvml.FunctionNotFound"/>. The calls may block for as long as the driver likes.
/// </summary>
internal sealed unsafe class NvmlLibrary
{
    private const int MaxText = 96;

    private readonly nint _handle;
    private readonly Dictionary<string, nint> _functions = new(StringComparer.Ordinal);

    private NvmlLibrary(nint handle) => _handle = handle;

    private static IEnumerable<string> Names(GpuOptions options) =>
        (options.Library ?? Environment.GetEnvironmentVariable("SUPERVISION_NVML")) is { Length: > 0 } named
            ? [named]
            : ["libnvidia-ml.so.1", "/usr/local/nvidia/lib64/libnvidia-ml.so.1", "/usr/lib/wsl/lib/libnvidia-ml.so.1"];

    /// <summary>Null where no library can be loaded. It stays loaded: its threads would not survive being unloaded.</summary>
    internal static NvmlLibrary? Load(GpuOptions options)
    {
        foreach (var name in Names(options))
        {
            if (NativeLibrary.TryLoad(name, out var handle))
                return new NvmlLibrary(handle);
        }

        return null;
    }

    // No GPU at all is no error for this flag; everything else is as with nvmlInit_v2.
    internal int Init() => Find("nvmlInitWithFlags") is not 0 and var init
        ? ((delegate* unmanaged<uint, int>)init)(1)
        : Find("nvmlInit_v2") is not 0 and var old ? ((delegate* unmanaged<int>)old)() : Nvml.FunctionNotFound;

    internal int Shutdown() => Find("nvmlShutdown") is not 0 and var f ? ((delegate* unmanaged<int>)f)() : Nvml.FunctionNotFound;

    internal string ErrorText(int code) =>
        Find("nvmlErrorString") is not 0 and var f && ((delegate* unmanaged<int, nint>)f)(code) is not 0 and var text
            ? Marshal.PtrToStringUTF8(text) ?? ""
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"error {code}");

    internal int DriverVersion(out string text)
    {
        var buffer = stackalloc byte[MaxText];
        var code = Find("nvmlSystemGetDriverVersion") is not 0 and var f
            ? ((delegate* unmanaged<byte*, uint, int>)f)(buffer, MaxText)
            : Nvml.FunctionNotFound;
        text = code == Nvml.Success ? Text(buffer, MaxText) : "";
        return code;
    }

    internal int CudaVersion(out int version)
    {
        int value = 0;
        var code = Find("nvmlSystemGetCudaDriverVersion_v2") is not 0 and var f
            ? ((delegate* unmanaged<int*, int>)f)(&value)
            : Nvml.FunctionNotFound;
        version = value;
        return code;
    }

    internal int DeviceCount(out uint count)
    {
        uint value = 0;
        var code = Find("nvmlDeviceGetCount_v2") is not 0 and var f ? ((delegate* unmanaged<uint*, int>)f)(&value) : Nvml.FunctionNotFound;
        count = value;
        return code;
    }

    internal int DeviceHandle(uint index, out nint device)
    {
        nint value = 0;
        var code = Find("nvmlDeviceGetHandleByIndex_v2") is not 0 and var f
            ? ((delegate* unmanaged<uint, nint*, int>)f)(index, &value)
            : Nvml.FunctionNotFound;
        device = value;
        return code;
    }

    internal int Uuid(nint device, out string text) => DeviceText("nvmlDeviceGetUUID", device, out text);

    internal int Name(nint device, out string text) => DeviceText("nvmlDeviceGetName", device, out text);

    internal int PciBusId(nint device, out string text)
    {
        // char busIdLegacy[16]; five unsigned ints; char busId[32].
        const int offset = 36;
        var info = stackalloc byte[128];
        new Span<byte>(info, 128).Clear();
        var code = Find("nvmlDeviceGetPciInfo_v3") is not 0 and var f
            ? ((delegate* unmanaged<nint, byte*, int>)f)(device, info)
            : Nvml.FunctionNotFound;
        text = code == Nvml.Success ? Text(info + offset, 32) : "";
        return code;
    }

    internal int Memory(nint device, out ulong total, out ulong free, out ulong used)
    {
        // The second version does not count as used what the driver keeps for itself.
        if (Find("nvmlDeviceGetMemoryInfo_v2") is not 0 and var f2)
        {
            var v2 = new Nvml.MemoryV2 { Version = (uint)sizeof(Nvml.MemoryV2) | (2 << 24) };
            var code2 = ((delegate* unmanaged<nint, Nvml.MemoryV2*, int>)f2)(device, &v2);
            if (code2 == Nvml.Success)
            {
                (total, free, used) = (v2.Total, v2.Free, v2.Used);
                return code2;
            }
        }

        var v1 = default(Nvml.MemoryV1);
        var code = Find("nvmlDeviceGetMemoryInfo") is not 0 and var f
            ? ((delegate* unmanaged<nint, Nvml.MemoryV1*, int>)f)(device, &v1)
            : Nvml.FunctionNotFound;
        (total, free, used) = (v1.Total, v1.Free, v1.Used);
        return code;
    }

    internal int Utilization(nint device, out Nvml.Utilization utilization)
    {
        var value = default(Nvml.Utilization);
        var code = Find("nvmlDeviceGetUtilizationRates") is not 0 and var f
            ? ((delegate* unmanaged<nint, Nvml.Utilization*, int>)f)(device, &value)
            : Nvml.FunctionNotFound;
        utilization = value;
        return code;
    }

    internal int Temperature(nint device, out uint degrees)
    {
        uint value = 0;
        var code = Find("nvmlDeviceGetTemperature") is not 0 and var f
            ? ((delegate* unmanaged<nint, int, uint*, int>)f)(device, 0, &value)
            : Nvml.FunctionNotFound;
        degrees = value;
        return code;
    }

    /// <summary>Any function of the form <c>(device, unsigned int *)</c>.</summary>
    internal int Number(string function, nint device, out uint number)
    {
        uint value = 0;
        var code = Find(function) is not 0 and var f ? ((delegate* unmanaged<nint, uint*, int>)f)(device, &value) : Nvml.FunctionNotFound;
        number = value;
        return code;
    }

    internal int MigMode(nint device, out uint mode)
    {
        uint current = 0, pending = 0;
        var code = Find("nvmlDeviceGetMigMode") is not 0 and var f
            ? ((delegate* unmanaged<nint, uint*, uint*, int>)f)(device, &current, &pending)
            : Nvml.FunctionNotFound;
        mode = current;
        return code;
    }

    /// <summary>Uncorrected errors; counter 0 since the last reset, 1 ever.</summary>
    internal int UncorrectedErrors(nint device, int counter, out ulong errors)
    {
        ulong value = 0;
        var code = Find("nvmlDeviceGetTotalEccErrors") is not 0 and var f
            ? ((delegate* unmanaged<nint, int, int, ulong*, int>)f)(device, 1, counter, &value)
            : Nvml.FunctionNotFound;
        errors = value;
        return code;
    }

    /// <summary>Pages retired for a cause: 0 several single-bit errors, 1 a double-bit error.</summary>
    internal int RetiredPages(nint device, int cause, out uint count)
    {
        uint value = 0;
        var code = Find("nvmlDeviceGetRetiredPages") is not 0 and var f
            ? ((delegate* unmanaged<nint, int, uint*, ulong*, int>)f)(device, cause, &value, null)
            : Nvml.FunctionNotFound;
        count = value;
        return code == Nvml.InsufficientSize ? Nvml.Success : code;
    }

    internal int RemappedRows(nint device, out uint uncorrected, out bool pending, out bool failed)
    {
        uint corrected = 0, rows = 0, waits = 0, failure = 0;
        var code = Find("nvmlDeviceGetRemappedRows") is not 0 and var f
            ? ((delegate* unmanaged<nint, uint*, uint*, uint*, uint*, int>)f)(device, &corrected, &rows, &waits, &failure)
            : Nvml.FunctionNotFound;
        (uncorrected, pending, failed) = (rows, waits != 0, failure != 0);
        return code;
    }

    /// <summary>Appends the processes of one kind.</summary>
    /// <param name="device">The device.</param>
    /// <param name="kind">Which of them.</param>
    /// <param name="avoidV3">Drivers 535 before .98 had the third version's structure with another layout.</param>
    /// <param name="found">Where to append.</param>
    internal int Processes(nint device, GpuProcessKind kind, bool avoidV3, List<GpuProcess> found)
    {
        var name = kind == GpuProcessKind.Compute ? "nvmlDeviceGetComputeRunningProcesses" : "nvmlDeviceGetGraphicsRunningProcesses";
        var wide = avoidV3 ? 0 : Find(name + "_v3");
        if (wide == 0)
            wide = Find(name + "_v2");
        var function = wide != 0 ? wide : Find(name);
        if (function == 0)
            return Nvml.FunctionNotFound;
        // Room for the widest of all layouts, so that a surprise is a wrong number and not a broken heap.
        var size = wide != 0 ? sizeof(Nvml.ProcessV2) : sizeof(Nvml.ProcessV1);
        var buffer = (byte*)NativeMemory.AllocZeroed(Nvml.MaxProcesses, 64);
        try
        {
            uint count = Nvml.MaxProcesses;
            var code = ((delegate* unmanaged<nint, uint*, void*, int>)function)(device, &count, buffer);
            for (var i = 0; code == Nvml.Success && i < Math.Min(count, Nvml.MaxProcesses); i++)
            {
                var v1 = *(Nvml.ProcessV1*)(buffer + i * size);
                uint? instance = wide != 0 ? ((Nvml.ProcessV2*)(buffer + i * size))->GpuInstance : null;
                found.Add(new GpuProcess(
                    (int)v1.Pid, kind, v1.Used == Nvml.NotAvailable ? null : (long)v1.Used, instance is null or Nvml.NoInstance ? null : (int)instance));
            }

            return code;
        }
        finally
        {
            NativeMemory.Free(buffer);
        }
    }

    internal int EventSetCreate(out nint set)
    {
        nint value = 0;
        var code = Find("nvmlEventSetCreate") is not 0 and var f ? ((delegate* unmanaged<nint*, int>)f)(&value) : Nvml.FunctionNotFound;
        set = value;
        return code;
    }

    internal int RegisterEvents(nint device, ulong types, nint set) => Find("nvmlDeviceRegisterEvents") is not 0 and var f
        ? ((delegate* unmanaged<nint, ulong, nint, int>)f)(device, types, set)
        : Nvml.FunctionNotFound;

    internal int EventSetWait(nint set, out Nvml.EventData data, uint milliseconds)
    {
        var value = default(Nvml.EventData);
        var code = Find("nvmlEventSetWait_v2") is not 0 and var f
            ? ((delegate* unmanaged<nint, Nvml.EventData*, uint, int>)f)(set, &value, milliseconds)
            : Nvml.FunctionNotFound;
        data = value;
        return code;
    }

    internal int EventSetFree(nint set) =>
        Find("nvmlEventSetFree") is not 0 and var f ? ((delegate* unmanaged<nint, int>)f)(set) : Nvml.FunctionNotFound;

    private int DeviceText(string function, nint device, out string text)
    {
        var buffer = stackalloc byte[MaxText];
        var code = Find(function) is not 0 and var f
            ? ((delegate* unmanaged<nint, byte*, uint, int>)f)(device, buffer, MaxText)
            : Nvml.FunctionNotFound;
        text = code == Nvml.Success ? Text(buffer, MaxText) : "";
        return code;
    }

    private static string Text(byte* buffer, int size)
    {
        var span = new ReadOnlySpan<byte>(buffer, size);
        var end = span.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? span : span[..end]);
    }

    private nint Find(string name)
    {
        lock (_functions)
        {
            if (!_functions.TryGetValue(name, out var function))
            {
                NativeLibrary.TryGetExport(_handle, name, out function);
                _functions[name] = function;
            }

            return function;
        }
    }
}
