using TinyEngine.Settings;

namespace TinyEngine.Faults;

/// <summary>Fires each fault at its moment. Faults that the once-file lists are left out, one written line per fault.</summary>
internal sealed class FaultSchedule : IDisposable
{
    private readonly FaultRunner _runner;
    private readonly EngineLog _log;
    private readonly TimeProvider _time;
    private readonly string? _onceFile;
    private readonly List<FaultSpec> _armed;
    private readonly Lock _lock = new();
    private readonly List<ITimer> _timers = [];
    private bool _ready;
    private int _requests;

    public FaultSchedule(EngineSettings settings, FaultRunner runner, EngineLog log, TimeProvider time)
    {
        (_runner, _log, _time, _onceFile) = (runner, log, time, settings.FaultOnceFile);
        _armed = [.. settings.Faults];
    }

    public IReadOnlyList<string> Armed
    {
        get
        {
            lock (_lock)
                return [.. _armed.Select(f => f.Text)];
        }
    }

    /// <summary>Throws IOException or UnauthorizedAccessException when the once-file cannot be read.</summary>
    public void OnStart()
    {
        DropSpent();
        Arm(f => f.When is FaultMoment.AfterStart, f => ((FaultMoment.AfterStart)f.When).Delay);
    }

    public void OnReady()
    {
        lock (_lock)
            _ready = true;
        Arm(f => f.When is FaultMoment.AfterReady, f => ((FaultMoment.AfterReady)f.When).Delay);
    }

    public void OnRequest()
    {
        int number = Interlocked.Increment(ref _requests);
        foreach (FaultSpec fault in Snapshot(f => f.When is FaultMoment.AtRequest at && at.Number == number))
            Fire(fault);
    }

    /// <summary>A fault asked for while running: its times count from now, its request numbers still from the start.</summary>
    public void Add(FaultSpec fault)
    {
        bool wait;
        lock (_lock)
        {
            _armed.Add(fault);
            wait = fault.When is FaultMoment.AtRequest || (fault.When is FaultMoment.AfterReady && !_ready);
        }

        if (wait)
            return;
        Set(fault, fault.When switch
        {
            FaultMoment.AfterStart start => start.Delay,
            FaultMoment.AfterReady ready => ready.Delay,
            _ => TimeSpan.Zero,
        });
    }

    public void Clear()
    {
        lock (_lock)
        {
            _armed.Clear();
            StopTimers();
        }

        _runner.Clear();
    }

    public void Dispose()
    {
        lock (_lock)
            StopTimers();
    }

    private void DropSpent()
    {
        if (_onceFile is null || !File.Exists(_onceFile))
            return;
        foreach (string spent in File.ReadAllLines(_onceFile))
        {
            lock (_lock)
            {
                if (_armed.FindIndex(f => f.Text == spent) is >= 0 and int index)
                    _armed.RemoveAt(index);
            }
        }
    }

    private void StopTimers()
    {
        foreach (ITimer timer in _timers)
            timer.Dispose();
        _timers.Clear();
    }

    private List<FaultSpec> Snapshot(Func<FaultSpec, bool> which)
    {
        lock (_lock)
            return [.. _armed.Where(which)];
    }

    private void Arm(Func<FaultSpec, bool> which, Func<FaultSpec, TimeSpan> delay)
    {
        foreach (FaultSpec fault in Snapshot(which))
            Set(fault, delay(fault));
    }

    private void Set(FaultSpec fault, TimeSpan delay)
    {
        if (delay == TimeSpan.Zero)
        {
            Fire(fault);
            return;
        }

        lock (_lock)
            _timers.Add(_time.CreateTimer(_ => Fire(fault), null, delay, Timeout.InfiniteTimeSpan));
    }

    private void NoteSpent(FaultSpec fault)
    {
        if (_onceFile is null)
            return;
        try
        {
            File.AppendAllText(_onceFile, fault.Text + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.Error("faults", $"{fault.Text} will fire again: {e.Message}");
        }
    }

    private void Fire(FaultSpec fault)
    {
        // Removal decides who fires: a cleared fault, or a second caller, finds nothing to remove.
        lock (_lock)
        {
            if (!_armed.Remove(fault))
                return;
            NoteSpent(fault);
        }

        if (fault.Action is not FaultAction.LogLine)
            _log.Warning("faults", $"firing {fault.Text}");
        _runner.Fire(fault.Action);
    }
}
