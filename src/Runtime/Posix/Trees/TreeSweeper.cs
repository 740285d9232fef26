namespace Supervision.Posix;

// Overview
//   Stopping a thousand trees must not scan /proc a thousand times. One thread serves all stops of a host in rounds: one shared scan,
//   then every stop looks at its members and acts. Between rounds it sleeps until something ends, a grace is over or hastened, or a
//   pause is over whose length depends on what is waited for: while a leader lives within its grace there is nothing to look
//   at, so there is no polling at all. With no stops the thread sleeps without a timer.

/// <summary>The thread that stops trees.</summary>
internal sealed class TreeSweeper(TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<TreeStop> _arrived = [];
    private readonly List<TreeStop> _stops = [];
    // A monitor, not a semaphore: late wishes after the end of the host need something that was not disposed.
    private readonly object _signal = new();
    private bool _woken;
    private bool _running;
    private bool _disposed;

    internal Task<TreeStopResult> Add(TreeStop stop)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(IProcessHost));
            _arrived.Add(stop);
            if (!_running)
                new Thread(Run, 256 * 1024) { IsBackground = true, Name = "supervision-trees" }.UnsafeStart();
            _running = true;
        }

        Wake();
        return stop.Task;
    }

    internal void Wake()
    {
        lock (_signal)
        {
            _woken = true;
            Monitor.Pulse(_signal);
        }
    }

    private void Wait(TimeSpan pause)
    {
        lock (_signal)
        {
            if (!_woken)
                Monitor.Wait(_signal, pause);
            _woken = false;
        }
    }

    private void Run()
    {
        var pause = Timeout.InfiniteTimeSpan;
        while (true)
        {
            Wait(pause);
            if (!TakeArrived())
                break;
            if (_stops.Count == 0)
            {
                pause = Timeout.InfiniteTimeSpan;
                continue;
            }

            pause = Round();
        }

        foreach (var stop in _stops)
            stop.Abandon();
    }

    /// <summary>False when the host is disposed.</summary>
    private bool TakeArrived()
    {
        lock (_gate)
        {
            foreach (var stop in _arrived)
                stop.Begin(time, Wake);
            _stops.AddRange(_arrived);
            _arrived.Clear();
            return !_disposed;
        }
    }

    private TimeSpan Round()
    {
        var needsScan = false;
        foreach (var stop in _stops)
            needsScan |= stop.NeedsScan();

        var pause = Timeout.InfiniteTimeSpan;
        if (needsScan)
        {
            var scanner = ProcScanner.Shared;
            lock (scanner.Gate)
            {
                Collect_NeedsGate(scanner);
                foreach (var stop in _stops)
                    pause = Shorter(pause, stop.Act(scanner));
            }
        }

        _stops.RemoveAll(static stop => stop.Task.IsCompleted);
        return pause;
    }

    private void Collect_NeedsGate(ProcScanner scanner)
    {
        foreach (var stop in _stops)
        {
            stop.Child.Sweep.Clear();
            stop.Child.IsSwept = true;
        }

        scanner.Scan_NeedsGate();
        var rows = scanner.Rows_NeedsGate;
        var owners = scanner.Owners_NeedsGate;
        for (var i = 0; i < rows.Length; i++)
        {
            if (owners[i] is { IsSwept: true } owner && !rows[i].IsDead)
                owner.Sweep.Add(i);
        }

        foreach (var stop in _stops)
            stop.Child.IsSwept = false;
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) =>
        a == Timeout.InfiniteTimeSpan ? b : b == Timeout.InfiniteTimeSpan || a < b ? a : b;

    /// <summary>Stops under way end with <see cref="OperationCanceledException"/>; what they signalled stays signalled.</summary>
    public void Dispose()
    {
        lock (_gate)
            _disposed = true;

        Wake();
    }
}
