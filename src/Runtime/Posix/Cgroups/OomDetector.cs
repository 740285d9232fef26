namespace Supervision.Posix;

// Overview
//   An out-of-memory kill looks like any other SIGKILL. What tells them apart:
//   - the oom_kill counter of the engine's own control group, if it has one: it rose since the attempt began, so the kernel killed one of
//     its processes;
//   - the kernel's log, where it may be read;
//   - the counter of the group that the daemon shares with its engines. It rises for every engine, so a rise explains as many
//     deaths as it counts and only deaths that follow shortly; a watch on memory.events dates it. The kernel counts before it kills, so
//     the counter is never late.

/// <summary>Says whether a process was killed by the kernel for want of memory. Thread-safe.</summary>
public sealed class OomDetector : IDisposable
{
    private static readonly TimeSpan _fresh = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Cgroup? _shared;
    private readonly KernelLog? _log;
    private readonly string _ownGroups = CgroupFile.Text("/proc/self/cgroup");
    private readonly CgroupWatcher? _watcher;
    private readonly bool _watched;
    private long _lookedAt;
    private long _seen;
    private long _unexplained;
    private long _roseAt;

    /// <summary>Watches the control group that this process shares with its engines, and the kernel's log where it may be read.</summary>
    /// <param name="time">Null for the system's clock.</param>
    public OomDetector(TimeProvider? time = null)
        : this(Cgroup.Own(), PidNamespace.IsInitial ? new KernelLog() : null, time ?? TimeProvider.System)
    {
    }

    internal OomDetector(Cgroup? shared, KernelLog? log, TimeProvider time)
    {
        _shared = shared;
        _log = log;
        _time = time;
        if (shared?.ReadOomKills() is not { } kills)
            return;
        _seen = kills;
        if (shared.Version != CgroupVersion.V2)
            return;
        _watcher = new CgroupWatcher();
        _watched = _watcher.TryWatch(shared, _ => Look());
    }

    /// <summary>The group that this process shares with its engines; null where none is visible.</summary>
    public Cgroup? SharedGroup => _shared;

    /// <summary>What may be known, for people: which counters and logs can be read.</summary>
    public string Sources => (_shared?.ReadOomKills() is not null, _log is { IsReadable: true }) switch
    {
        (true, true) => $"oom_kill of {_shared}, and the kernel's log",
        (true, false) => $"oom_kill of {_shared}",
        (false, true) => "the kernel's log",
        _ => "none: no memory control group is visible and the kernel's log may not be read",
    };

    /// <summary>The control group of an engine's own that a process is in; null where it is in the daemon's.</summary>
    /// <param name="pid">A process that was just started.</param>
    public Cgroup? OwnGroupOf(int pid)
    {
        var groups = CgroupFile.Text(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/proc/{pid}/cgroup"));
        return groups.Length == 0 || groups == _ownGroups ? null : Cgroup.Of(pid) is { } own && own.Path != _shared?.Path ? own : null;
    }

    /// <summary>The state to compare with later; taken when an attempt begins.</summary>
    /// <param name="group">The engine's own control group; null where it has none.</param>
    public static long KillsOf(Cgroup? group) => group?.ReadOomKills() ?? 0;

    /// <summary>
    /// Where the kernel does not announce changes (version 1), dates them by looking: call it with every sample. Looks once a second at most.
    /// </summary>
    public void Poll()
    {
        if (_watched || _shared is null)
            return;
        lock (_gate)
        {
            if (_lookedAt != 0 && _time.GetElapsedTime(_lookedAt) < TimeSpan.FromSeconds(1))
                return;
            _lookedAt = _time.GetTimestamp();
            Look_NeedsGate();
        }
    }

    /// <summary>Explains a death that we did not cause.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="status">
    /// How it ended. KILL, or code 137 as shells report it, may be the kernel's doing. Null where only its parent knows, which may be KILL.
    /// </param>
    /// <param name="group">Its engine's own control group; null where it has none.</param>
    /// <param name="killsBefore"><see cref="KillsOf"/> when the attempt began.</param>
    /// <returns>Null where nothing says that memory was the reason.</returns>
    public OomEvidence? Explain(int pid, ExitStatus? status, Cgroup? group = null, long killsBefore = 0)
    {
        lock (_gate)
        {
            Look_NeedsGate();
            // In its own group it may have been a worker that was killed, and the leader only followed with a code of its own.
            if (group?.ReadOomKills() is { } kills && kills > killsBefore && status is not { IsSuccess: true })
            {
                Explained_NeedsGate();
                return new OomEvidence(
                    OomSource.EngineGroup, $"the kernel killed {kills - killsBefore} of its processes for want of memory ({group.EventsFile})");
            }

            if (status is { ShellCode: not 128 + 9 })
                return null;
            if (_log is not null && _log.TakeKill(pid))
            {
                Explained_NeedsGate();
                return new OomEvidence(OomSource.KernelLog, "the kernel's log says that it was killed for want of memory");
            }

            if (_unexplained <= 0 || _time.GetElapsedTime(_roseAt) > _fresh)
                return null;
            Explained_NeedsGate();
            return new OomEvidence(OomSource.SharedGroup, $"oom_kill of {_shared} rose");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watcher?.Dispose();
        _log?.Dispose();
    }

    private void Look()
    {
        lock (_gate)
            Look_NeedsGate();
    }

    private void Look_NeedsGate()
    {
        if (_shared?.ReadOomKills() is not { } kills || kills == _seen)
            return;
        if (_time.GetElapsedTime(_roseAt) > _fresh)
            _unexplained = 0;
        _unexplained += Math.Max(0, kills - _seen);
        _seen = kills;
        _roseAt = _time.GetTimestamp();
    }

    private void Explained_NeedsGate() => _unexplained = Math.Max(0, _unexplained - 1);
}
