namespace Supervision.Posix;

/// <summary>
/// The one pass over /proc that everything shares: rows in ascending order of pid, and whose tree each row belongs to.
/// A scan remembers the one before, so that a process that was once seen in a tree stays in it whatever it does to its
/// session, group and parents. Buffers are reused: in the steady state a scan allocates nothing.
/// </summary>
internal sealed partial class ProcScanner
{
    internal static readonly ProcScanner Shared = new();

    /// <summary>Held while the rows are filled or read.</summary>
    internal readonly Lock Gate = new();

    private readonly List<int> _pids = new(512);
    private readonly int _self = Interop.Getpid();
    private ProcRow[] _rows = new ProcRow[512];
    private ProcRow[] _previousRows = new ProcRow[512];
    private ChildProcess?[] _owners = new ChildProcess?[512];
    private ChildProcess?[] _previousOwners = new ChildProcess?[512];
    private int _count;
    private int _previousCount;

    /// <summary>Null when the last scan saw everything; else what it could not see.</summary>
    internal string? Limits { get; private set; }

    /// <summary>Whether the last scan could read /proc at all.</summary>
    internal bool IsUsable { get; private set; }

    internal ReadOnlySpan<ProcRow> Rows_NeedsGate => _rows.AsSpan(0, _count);

    internal ReadOnlySpan<ChildProcess?> Owners_NeedsGate => _owners.AsSpan(0, _count);

    internal void Scan_NeedsGate()
    {
        (_rows, _previousRows) = (_previousRows, _rows);
        (_owners, _previousOwners) = (_previousOwners, _owners);
        _previousCount = _count;
        _count = 0;

        Limits = ProcDirectory.Limits(out var usable);
        IsUsable = usable && ProcDirectory.List(_pids);
        if (!IsUsable)
        {
            Limits ??= "/proc could not be listed: only the leader and its process group could be checked";
            return;
        }

        Reserve(_pids.Count);
        var ascending = true;
        foreach (var pid in _pids)
        {
            // A process that ended since the listing has no row: it is gone.
            if (!StatFile.TryRead(pid, out _rows[_count]))
                continue;
            ascending &= _count == 0 || _rows[_count - 1].Pid < pid;
            _count++;
        }

        if (!ascending)
            _rows.AsSpan(0, _count).Sort(static (a, b) => a.Pid.CompareTo(b.Pid));
        AssignOwners();
    }

    /// <summary>Index of the row, or a negative number.</summary>
    internal static int IndexOf(ReadOnlySpan<ProcRow> rows, int pid)
    {
        int low = 0, high = rows.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var at = rows[middle].Pid;
            if (at == pid)
                return middle;
            if (at < pid)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return -1;
    }

    /// <summary>A tree's processes but its leader, as the last scan saw them.</summary>
    internal IReadOnlyList<HandedMember> LastMembersOf(ChildProcess tree)
    {
        var members = new List<HandedMember>();
        lock (Gate)
        {
            for (var i = 0; i < _count; i++)
            {
                if (_owners[i] == tree && _rows[i].Pid != tree.Pid)
                    members.Add(new HandedMember(_rows[i].Pid, _rows[i].StartTime));
            }
        }

        return members;
    }

    /// <summary>The tree that a zombie child of ours was in: as last seen, else by its session or group.</summary>
    internal ChildProcess? OwnerOfZombie(int pid)
    {
        if (!StatFile.TryRead(pid, out var now))
            return null;
        lock (Gate)
        {
            if (IndexOf(Rows_NeedsGate, pid) is >= 0 and var index && _rows[index].StartTime == now.StartTime)
                return _owners[index];
        }

        return TreeOfId(now.Session, now) ?? TreeOfId(now.Group, now);
    }

    private static ChildProcess? TreeOfId(int id, in ProcRow row) =>
        ChildRegistry.Trees.TryGetValue(id, out var tree) && row.StartTime >= tree.StartTime ? tree : null;

    private void Reserve(int count)
    {
        if (count <= _rows.Length)
            return;
        var size = Math.Max(count, _rows.Length * 2);
        Array.Resize(ref _rows, size);
        Array.Resize(ref _owners, size);
    }
}
