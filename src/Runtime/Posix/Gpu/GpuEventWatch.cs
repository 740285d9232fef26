namespace Supervision.Posix;

/// <summary>Listens for Xid errors of all GPUs. Dispose it to end that, within a second.</summary>
public sealed class GpuEventWatch : IDisposable
{
    private const uint WaitMilliseconds = 1000;

    private readonly GpuOptions _options;
    private readonly Action<GpuEvent> _onEvent;
    private readonly Action<GpuReport>? _onProblem;
    private volatile bool _ended;

    internal GpuEventWatch(GpuOptions options, Action<GpuEvent> onEvent, Action<GpuReport>? onProblem)
    {
        _options = options;
        _onEvent = onEvent;
        _onProblem = onProblem;
        new Thread(Run) { IsBackground = true, Name = "gpu events" }.Start();
    }

    /// <inheritdoc/>
    public void Dispose() => _ended = true;

    private void Run()
    {
        if (new GpuReader(_options).Connect(out var library) is { } problem)
        {
            _onProblem?.Invoke(problem);
            return;
        }

        var code = library.EventSetCreate(out var set);
        if (code == Nvml.Success)
        {
            code = Listen(library, set);
            library.EventSetFree(set);
        }

        library.Shutdown();
        if (code != Nvml.Success)
            _onProblem?.Invoke(new GpuReport { Status = Nvml.StatusOf(code), Reason = $"listening for errors failed: {library.ErrorText(code)}" });
    }

    private int Listen(NvmlLibrary library, nint set)
    {
        var devices = new Dictionary<nint, int>();
        var code = library.DeviceCount(out var count);
        var refused = Nvml.Success;
        for (uint i = 0; code == Nvml.Success && i < count; i++)
        {
            if (library.DeviceHandle(i, out var device) != Nvml.Success)
                continue;
            var registered = library.RegisterEvents(device, Nvml.EventXid, set);
            if (registered == Nvml.Success)
                devices[device] = (int)i;
            else
                refused = registered;
        }

        if (code != Nvml.Success || devices.Count == 0)
            return code != Nvml.Success ? code : refused == Nvml.Success ? Nvml.GpuNotFound : refused;
        while (!_ended)
        {
            code = library.EventSetWait(set, out var data, WaitMilliseconds);
            if (code is not Nvml.Success and not Nvml.Timeout)
                return code;
            if (code == Nvml.Success && (data.Type & Nvml.EventXid) != 0)
                _onEvent(new GpuEvent(devices.GetValueOrDefault(data.Device, -1), (int)data.Data));
        }

        return Nvml.Success;
    }
}
