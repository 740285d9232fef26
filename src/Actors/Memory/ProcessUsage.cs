using Supervision.Posix;

namespace Supervision.Actors.Memory;

/// <summary>
/// Samples of /proc that all engines share: however many ask within <paramref name="maxAge"/>, /proc is read once. Thread-safe.
/// </summary>
internal sealed class ProcessUsage(TimeProvider time, TimeSpan maxAge)
{
    private readonly ProcessTable _table = new();
    private readonly Lock _lock = new();
    private long? _readAt;

    /// <summary>Usage of a process's whole tree.</summary>
    public TreeUsage Of(IChildProcess process)
    {
        lock (_lock)
        {
            Refresh_NeedsLock();
            return _table.UsageOf(process);
        }
    }

    /// <summary>State letter of a process's leader as /proc gives it; null where it is gone.</summary>
    public char? LeaderState(IChildProcess process)
    {
        lock (_lock)
        {
            Refresh_NeedsLock();
            return _table.TryGet(process.Pid, out var sample) ? sample.State : null;
        }
    }

    /// <summary>Appends the members of a process's tree, zombies too; false where /proc cannot be read.</summary>
    public bool MembersOf(IChildProcess process, List<ProcessSample> members)
    {
        lock (_lock)
        {
            Refresh_NeedsLock();
            _table.MembersOf(process, members);
            return _table.Count > 0;
        }
    }

    private void Refresh_NeedsLock()
    {
        if (_readAt is not { } at || time.GetElapsedTime(at) >= maxAge)
        {
            _table.Refresh();
            _readAt = time.GetTimestamp();
        }
    }
}
