namespace Supervision.Posix;

/// <summary>
/// All processes of the machine (of our pid namespace) as of the last <see cref="Refresh"/>. One table, refreshed once per interval,
/// serves any number of engines. Not thread-safe; allocates only while it grows.
/// </summary>
public sealed class ProcessTable
{
    private static readonly long TicksPerClockTick = TimeSpan.TicksPerSecond / Math.Max(1, Interop.Sysconf(Interop._SC_CLK_TCK));

    private ProcRow[] _rows = [];
    private ChildProcess?[] _owners = [];
    private int _count;

    /// <summary>Makes an empty table.</summary>
    /// <exception cref="PlatformNotSupportedException">Not on Linux.</exception>
    public ProcessTable() => ProcessSetup.Ensure();

    /// <summary>How many processes the table holds; 0 before the first refresh and where /proc cannot be read.</summary>
    public int Count => _count;

    /// <summary>What the last refresh could not see, for people; null when it saw everything.</summary>
    public string? Limits { get; private set; }

    /// <summary>Reads /proc once: about 10 µs per process.</summary>
    public void Refresh()
    {
        var scanner = ProcScanner.Shared;
        lock (scanner.Gate)
        {
            scanner.Scan_NeedsGate();
            var rows = scanner.Rows_NeedsGate;
            if (rows.Length > _rows.Length)
            {
                var size = Math.Max(rows.Length + rows.Length / 4, 64);
                _rows = new ProcRow[size];
                _owners = new ChildProcess?[size];
            }

            rows.CopyTo(_rows);
            scanner.Owners_NeedsGate.CopyTo(_owners);
            Array.Clear(_owners, rows.Length, _owners.Length - rows.Length);
            _count = rows.Length;
            Limits = scanner.Limits;
        }
    }

    /// <summary>Finds a process.</summary>
    /// <param name="pid">Its process id.</param>
    /// <param name="sample">What the last refresh saw.</param>
    /// <returns>False when the last refresh did not see it.</returns>
    public bool TryGet(int pid, out ProcessSample sample)
    {
        var index = ProcScanner.IndexOf(_rows.AsSpan(0, _count), pid);
        sample = index < 0 ? default : new ProcessSample(_rows[index]);
        return index >= 0;
    }

    /// <summary>Sums up the tree of a child; all zero when the last refresh saw none of it.</summary>
    /// <param name="process">A child of a host of this process.</param>
    public TreeUsage UsageOf(IChildProcess process)
    {
        int processes = 0, threads = 0, zombies = 0;
        long pages = 0;
        ulong ticks = 0;
        for (var i = 0; i < _count; i++)
        {
            if (_owners[i] != process)
                continue;
            ref readonly var row = ref _rows[i];
            if (row.IsDead)
            {
                zombies++;
                continue;
            }

            processes++;
            threads += row.Threads;
            pages += row.RssPages;
            ticks += row.CpuTicks;
        }

        return new TreeUsage(processes, pages * Environment.SystemPageSize, FromTicks(ticks), threads, zombies);
    }

    /// <summary>Appends the members of a child's tree, zombies too, as the last refresh saw them.</summary>
    /// <param name="process">A child of a host of this process.</param>
    /// <param name="members">Where to append; the caller clears and reuses it.</param>
    public void MembersOf(IChildProcess process, List<ProcessSample> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        for (var i = 0; i < _count; i++)
        {
            if (_owners[i] == process)
                members.Add(new ProcessSample(_rows[i]));
        }
    }

    /// <summary>The arguments of a process, joined by blanks, as it shows them now; at most 4 KiB. Empty when it is gone, a zombie or hidden.</summary>
    /// <param name="pid">Its process id.</param>
    public static unsafe string CommandLineOf(int pid)
    {
        const int most = 4096;
        var path = stackalloc byte[32];
        StatFile.WritePath(path, pid, "/cmdline"u8);
        var fd = Interop.Open(path, Interop.O_RDONLY | Interop.O_CLOEXEC, 0);
        if (fd < 0)
            return "";
        var text = stackalloc byte[most];
        var count = (int)Interop.Read(fd, text, most);
        _ = Interop.Close(fd);
        var line = new Span<byte>(text, Math.Max(0, count));
        line.Replace((byte)0, (byte)' ');
        return System.Text.Encoding.UTF8.GetString(line.TrimEnd((byte)' '));
    }

    internal IEnumerable<ProcessSample> ChildrenOf(int pid)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_rows[i].ParentPid == pid)
                yield return new ProcessSample(_rows[i]);
        }
    }

    internal static TimeSpan FromTicks(ulong ticks) => TimeSpan.FromTicks((long)ticks * TicksPerClockTick);
}
