namespace Supervision.Posix;

/// <summary>What one line of /proc/pid/stat says, as far as it is used.</summary>
internal struct ProcRow
{
    internal int Pid;
    internal int ParentPid;
    internal int Group;
    internal int Session;
    internal int Threads;
    internal char State;

    /// <summary>Its environment was looked at for a mark, and had none.</summary>
    internal bool MarkMissing;

    internal ulong StartTime;
    internal ulong CpuTicks;

    /// <summary>The part of <see cref="CpuTicks"/> that was spent in the kernel.</summary>
    internal ulong SystemTicks;

    internal long RssPages;
    internal ProcessName Name;

    /// <summary>
    /// Nothing of it runs any more. A process whose first thread ended shows as a zombie while its other threads live on, so the letter
    /// alone does not say it.
    /// </summary>
    internal readonly bool IsDead => State is 'Z' or 'X' && Threads <= 1;

    internal readonly TreeMember ToMember() => new(Pid, ParentPid, Name.ToString(), State, StartTime);
}
