namespace Supervision.Posix;

/// <summary>One started process (the leader of its own session and group) and the tree of processes below it. Thread-safe.</summary>
public interface IChildProcess : IDisposable
{
    /// <summary>The leader's process id.</summary>
    public int Pid { get; }

    /// <summary>When the leader started, in clock ticks since boot (field 22 of /proc/pid/stat); 0 when /proc cannot be read.</summary>
    public ulong StartTime { get; }

    /// <summary>Whether the leader has ended and was reaped.</summary>
    public bool HasExited { get; }

    /// <summary>Completes with the leader's status; never fails and is never cancelled.</summary>
    public Task<ExitStatus> Exited { get; }

    /// <summary>Signals the leader only; safe against reuse of the pid.</summary>
    /// <param name="signal">The signal's number; 0 only asks whether it lives.</param>
    public SignalResult Signal(int signal);

    /// <summary>Signals the leader's process group, also when the leader is gone but the group lives.</summary>
    /// <param name="signal">The signal's number; 0 only asks whether a process is left.</param>
    public SignalResult SignalGroup(int signal);

    /// <summary>The tree's processes, found by a fresh look at /proc (a few milliseconds). Empty when /proc cannot be read.</summary>
    /// <param name="includeZombies">Also those that ended but were not waited for by their parent; false by default.</param>
    public IReadOnlyList<TreeMember> Tree(bool includeZombies = false);

    /// <summary>
    /// Stops the whole tree: the signal, the grace, then KILL for whatever is left, and proves that nothing is.
    /// Never takes longer than grace plus kill wait, whatever the processes do.
    /// </summary>
    /// <param name="options">Signal and times.</param>
    /// <param name="hasten">Cancel it to skip the rest of the grace and kill now; it does not cancel the stop.</param>
    public Task<TreeStopResult> StopTreeAsync(TreeStopOptions options, CancellationToken hasten = default);

    /// <summary>Kills the whole tree and proves it empty.</summary>
    /// <param name="bound">How long to go on before survivors are reported.</param>
    public Task<TreeStopResult> KillTreeAsync(TimeSpan bound);

    /// <summary>Writes to the child's standard input; concurrent writes are done one after the other, each whole.</summary>
    /// <param name="data">The bytes; not to be changed before the task completes.</param>
    /// <param name="ct">Gives up waiting for room in the pipe; a part may have been written.</param>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled before everything was written.</exception>
    public ValueTask<StdinWriteResult> WriteStdinAsync(ReadOnlyMemory<byte> data, CancellationToken ct = default);

    /// <summary>Closes the child's standard input after the writes under way; the child reads the end of the file. Repeats do nothing.</summary>
    public void CloseStdin();
}
