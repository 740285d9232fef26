namespace Supervision.Posix;

/// <summary>The measurement of one tree's shared memory: handed to the measuring thread and back, never held by both.</summary>
internal sealed class SharedMemoryJob
{
    private readonly Lock _gate = new();
    private int[] _pids = new int[4];
    private int _count;
    private bool _busy;
    private SharedMemoryUsage? _last;

    internal SharedMemoryUsage? Last
    {
        get
        {
            lock (_gate)
                return _last;
        }
    }

    /// <summary>Takes the tree's processes in; false while the measurement before is still under way.</summary>
    internal bool TryBegin(ReadOnlySpan<ProcRow> rows)
    {
        lock (_gate)
        {
            if (_busy)
                return false;
            _busy = true;
        }

        if (_pids.Length < rows.Length)
            _pids = new int[rows.Length * 2];
        _count = 0;
        foreach (ref readonly var row in rows)
        {
            if (!row.IsDead)
                _pids[_count++] = row.Pid;
        }

        return true;
    }

    internal void Measure()
    {
        var usage = SmapsRollup.Sum(_pids.AsSpan(0, _count));
        lock (_gate)
        {
            _last = usage;
            _busy = false;
        }
    }
}
