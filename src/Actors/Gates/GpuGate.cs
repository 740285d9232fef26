// Overview
// The driver gives a dead process's memory back some time after the process is gone, and a start before that ends in an out-of-memory error
// that looks like the model's fault. So before a start the free memory of every GPU of the engine is looked at, until it is what the
// configuration wants, or as much as before the last attempt, or does not change any more (others may use the GPU, too). The first start
// of a daemon has nothing to compare with and waits only for what the configuration wants.
//
// The same look tells whether the GPU is there at all. A driver that was never usable here is no reason to refuse: the engine may not
// need it. One that was, and is not any more, will not come back by restarting the engine.
using System.Globalization;
using Supervision.Actors.Engines;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Gates;

/// <summary>Waits until the memory of an engine's GPUs is free. For one start.</summary>
internal sealed class GpuGate
{
    // A driver that needs longer for an answer is in trouble; the next look asks again.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);
    private const double Slack = 0.02;
    private const long LeastSlack = 64L << 20;
    private const int ShownHolders = 3;

    private readonly GpuGateSettings _settings;
    private readonly GpuMemory _memory;
    private readonly GpuMonitor _monitor;
    private readonly IReadOnlyList<string>? _devices;
    private readonly Dictionary<int, (long Free, int Alike)> _last = [];
    private string? _settled;

    private GpuGate(GpuGateSettings settings, GpuMemory memory, GpuMonitor monitor, IReadOnlyList<string>? devices)
    {
        _settings = settings;
        _memory = memory;
        _monitor = monitor;
        _devices = devices;
    }

    /// <summary>The gate of an engine; null where it has none.</summary>
    public static async Task<GpuGate?> ForAsync(
        EngineSettings engine, GpuMemory memory, GpuMonitor monitor, Lazy<Task<Dictionary<string, string>?>> environment)
    {
        var settings = engine.Gates.Gpu;
        switch (settings.Select)
        {
            case GpuSelection.All:
                return new GpuGate(settings, memory, monitor, null);
            case GpuSelection.Listed:
                return new GpuGate(settings, memory, monitor, [.. settings.Devices.Select(index => index.ToString(CultureInfo.InvariantCulture))]);
            case GpuSelection.Auto when await environment.Value.ConfigureAwait(false) is { } variables:
                return Visible(variables, out var devices) ? new GpuGate(settings, memory, monitor, devices) : null;
            default:
                return null;
        }
    }

    /// <summary>Which GPUs variables name: by number, or the beginning of a UUID. Null devices are all.</summary>
    internal static bool Visible(IReadOnlyDictionary<string, string> variables, out IReadOnlyList<string>? devices)
    {
        devices = null;
        if (variables.TryGetValue("CUDA_VISIBLE_DEVICES", out var cuda))
        {
            // CUDA stops at the first entry that names nothing.
            string[] names = [.. cuda.Split(',', StringSplitOptions.TrimEntries).TakeWhile(name => name.Length > 0 && name is not ("-1" or "none" or "NoDevFiles"))];
            // Parts of GPUs (MIG) have no names that the devices' list knows.
            devices = Array.Exists(names, name => name.StartsWith("MIG", StringComparison.Ordinal)) ? null : names;
            return names.Length > 0;
        }

        // What it names was applied when the container was made: those that are left are the ones we see.
        return variables.TryGetValue("NVIDIA_VISIBLE_DEVICES", out var nvidia) && nvidia is not ("" or "none" or "void");
    }

    public async Task<GateResult> LookAsync(CancellationToken cancellation)
    {
        var report = await _monitor.ReadAsync(_patience, cancellation).ConfigureAwait(false);
        if (report.Status != GpuStatus.Ok)
        {
            return WithoutDevices(report);
        }

        var result = GateResult.Open("the memory is free");
        _settled = null;
        var seen = new List<GpuDevice>();
        var selected = Selected(report, out var missing);
        foreach (var device in selected)
        {
            if (device.Status is GpuStatus.GpuLost or GpuStatus.ResetRequired)
            {
                return GateResult.Fail(FailureKind.GpuLost, $"GPU {device.Index}: {device.Problem}");
            }

            seen.Add(device);
            if (device.MemoryFreeBytes is { } free && Shut(report, device, free) is { } why)
            {
                result = GateResult.Wait(FailureKind.GpuBusy, why);
            }
        }

        if (missing is not null)
        {
            return GateResult.Fail(FailureKind.GpuLost, missing);
        }

        if (result.Verdict == GateVerdict.Open)
        {
            result = _settled is null ? result : GateResult.Open($"no more memory comes free: {_settled}");
            foreach (var device in seen.Where(device => device.MemoryFreeBytes is not null))
            {
                _memory.FreeBefore[device.Index] = device.MemoryFreeBytes!.Value;
            }
        }

        return result;
    }

    private GateResult WithoutDevices(GpuReport report) => report.Status switch
    {
        GpuStatus.NoLibrary or GpuStatus.NoDriver or GpuStatus.NotSupported when _memory.FreeBefore.Count == 0 => GateResult.Open("no GPU driver"),
        GpuStatus.VersionMismatch => GateResult.Fail(FailureKind.DriverMismatch, report.Reason!),
        GpuStatus.GpuLost or GpuStatus.ResetRequired => GateResult.Fail(FailureKind.GpuLost, report.Reason!),
        GpuStatus.TimedOut => GateResult.Wait(FailureKind.GpuBusy, report.Reason!),
        _ when _memory.FreeBefore.Count > 0 => GateResult.Fail(FailureKind.GpuLost, $"the GPUs that the last attempt had are gone: {report.Reason}"),
        _ => GateResult.Open($"the GPUs cannot be seen: {report.Reason}"),
    };

    private List<GpuDevice> Selected(GpuReport report, out string? missing)
    {
        missing = null;
        if (_devices is null)
        {
            foreach (var before in _memory.FreeBefore.Keys.Where(index => !report.Devices.Any(device => device.Index == index)))
            {
                missing = string.Create(CultureInfo.InvariantCulture, $"GPU {before} is not there any more");
            }

            return [.. report.Devices];
        }

        var selected = new List<GpuDevice>();
        foreach (var name in _devices)
        {
            var device = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                ? report.Devices.FirstOrDefault(one => one.Index == index)
                : report.Devices.FirstOrDefault(one => one.Uuid?.StartsWith(name, StringComparison.OrdinalIgnoreCase) == true);
            if (device is not null)
            {
                _memory.Found.Add(name);
                selected.Add(device);
            }
            else if (_memory.Found.Contains(name))
            {
                // A name that never was one is the configuration's or the container's affair, and the engine's to complain of.
                missing = string.Create(CultureInfo.InvariantCulture, $"GPU {name} is not there any more; GPUs seen: {report.Devices.Count}");
            }
        }

        return selected;
    }

    /// <summary>Why the start must wait for this GPU; null where it need not.</summary>
    private string? Shut(GpuReport report, GpuDevice device, long free)
    {
        var slack = Math.Max(LeastSlack, (long)((device.MemoryTotalBytes ?? 0) * Slack));
        var (before, alike) = _last.GetValueOrDefault(device.Index, (long.MinValue / 2, 0));
        alike = Math.Abs(free - before) <= slack ? alike + 1 : 1;
        _last[device.Index] = (free, alike);
        if (!_settings.MinFree.IsNone)
        {
            var need = _settings.MinFree.Bytes > 0 ? _settings.MinFree.Bytes : (long)((device.MemoryTotalBytes ?? 0) * _settings.MinFree.Share);
            return free >= need ? null : Phrase(report, device, free, $"needs {DiskGate.Show(need)}");
        }

        if (!_memory.FreeBefore.TryGetValue(device.Index, out var expected) || free >= expected - slack)
        {
            return null;
        }

        var phrase = Phrase(report, device, free, $"had {DiskGate.Show(expected)} before the last attempt");
        if (alike < _settings.SettleSamples)
        {
            return phrase;
        }

        _settled = phrase;
        return null;
    }

    private static string Phrase(GpuReport report, GpuDevice device, long free, string wanted)
    {
        // Elsewhere than in the initial pid namespace the driver's pids are not ours.
        var certain = GpuTreeUsage.Of(report, []).IsCertain;
        List<string> holders =
        [
            .. device.Processes.GroupBy(process => process.Pid)
                .OrderByDescending(process => process.Max(one => one.UsedBytes ?? 0))
                .Take(ShownHolders)
                .Select(process => (certain ? Holders.Describe(process.Key) : $"pid {process.Key} (of the host)")
                    + (process.Max(one => one.UsedBytes) is { } used ? $" with {DiskGate.Show(used)}" : "")),
        ];
        return $"GPU {device.Index} has {DiskGate.Show(free)} free of {DiskGate.Show(device.MemoryTotalBytes ?? 0)} and {wanted}; held by "
            + (holders.Count == 0 ? "no process that the driver names" : string.Join(", ", holders));
    }
}
