namespace Supervision.Posix;

/// <summary>One process as of a table's last refresh.</summary>
public readonly struct ProcessSample
{
    private readonly ProcessName _name;

    internal ProcessSample(in ProcRow row)
    {
        Pid = row.Pid;
        ParentPid = row.ParentPid;
        GroupId = row.Group;
        SessionId = row.Session;
        State = row.State;
        StartTime = row.StartTime;
        RssBytes = row.RssPages * Environment.SystemPageSize;
        CpuTime = ProcessTable.FromTicks(row.CpuTicks);
        SystemTime = ProcessTable.FromTicks(row.SystemTicks);
        Threads = row.Threads;
        _name = row.Name;
    }

    internal ProcessSample(in ProcRow row, double? cpuRate, int? openFiles)
        : this(row)
    {
        CpuRate = cpuRate;
        OpenFiles = openFiles;
    }

    /// <summary>Process id.</summary>
    public int Pid { get; }

    /// <summary>The parent's process id.</summary>
    public int ParentPid { get; }

    /// <summary>Process group.</summary>
    public int GroupId { get; }

    /// <summary>Session.</summary>
    public int SessionId { get; }

    /// <summary>The letter of /proc: R, S, D, T, Z, …</summary>
    public char State { get; }

    /// <summary>Clock ticks since boot.</summary>
    public ulong StartTime { get; }

    /// <summary>Resident memory, with what it shares.</summary>
    public long RssBytes { get; }

    /// <summary>User plus system time since its start, in steps of a clock tick (10 ms).</summary>
    public TimeSpan CpuTime { get; }

    /// <summary>The part of <see cref="CpuTime"/> that was spent in its own code.</summary>
    public TimeSpan UserTime => CpuTime - SystemTime;

    /// <summary>The part of <see cref="CpuTime"/> that was spent in the kernel.</summary>
    public TimeSpan SystemTime { get; }

    /// <summary>Cores it used since the sample before (1.0 is one core); null where there was none, and in a <see cref="ProcessTable"/>.</summary>
    public double? CpuRate { get; }

    /// <summary>Open files; null where they were not asked for or may not be counted.</summary>
    public int? OpenFiles { get; }

    /// <summary>Threads; 1 for a zombie.</summary>
    public int Threads { get; }

    /// <summary>The kernel's name for it, at most 15 bytes; makes a new string.</summary>
    public string Name => _name.ToString();
}
