namespace Supervision.Posix;

/// <summary>One child: who it is, how to signal it, and taking its status exactly once.</summary>
internal sealed unsafe partial class ChildProcess : IChildProcess
{
    private readonly Lock _gate = new();
    private readonly IProcessObserver _observer;
    private readonly TaskCompletionSource<ExitStatus> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _pidfd;
    private bool _reaped;
    private ExitStatus _status;

    /// <summary>Called between the child's birth and its registration: it cannot have been waited for, so its pid is its own.</summary>
    internal ChildProcess(ProcessHost host, IProcessObserver observer, int pid, SpawnRequest request, ref SpawnPipes pipes)
    {
        Host = host;
        Pid = pid;
        Mark = request.Mark;
        _observer = observer;
        _pidfd = Interop.PidFdOpen(pid);
        StartTime = StatFile.TryRead(pid, out var row) ? row.StartTime : 0;
        _exitWatch = new ExitWatch(this);
        _stdin = pipes.Take(0) is >= 0 and var stdin ? new StdinPipe(this, stdin) : null;
        TellStarted();
        _stdout = pipes.Take(1) is >= 0 and var stdout ? PipeFor(OutputStream.Stdout, stdout) : null;
        _stderr = pipes.Take(2) is >= 0 and var stderr ? PipeFor(OutputStream.Stderr, stderr) : null;
    }

    /// <summary>Takes over a child that an earlier image of this program made.</summary>
    internal ChildProcess(ProcessHost host, IProcessObserver observer, HandedProcess handed)
    {
        Host = host;
        Pid = handed.Pid;
        StartTime = handed.StartTime;
        Mark = handed.Mark;
        Cgroup = handed.Cgroup is { } directory ? ChildCgroup.Adopt(directory) : null;
        _observer = observer;
        _exitWatch = new ExitWatch(this);
        if (handed.Exit is { } exit)
        {
            _pidfd = -1;
            _status = exit;
            _reaped = true;
        }
        else
        {
            _pidfd = Interop.PidFdOpen(Pid);
        }

        _stdin = handed.Stdin is { } stdin ? new StdinPipe(this, stdin) : null;
        TellStarted();
        _stdout = handed.Stdout is { } stdout ? PipeFor(OutputStream.Stdout, stdout) : null;
        _stderr = handed.Stderr is { } stderr ? PipeFor(OutputStream.Stderr, stderr) : null;
    }

    public int Pid { get; }

    public ulong StartTime { get; }

    public bool HasExited => Volatile.Read(ref _reaped);

    public Task<ExitStatus> Exited => _exited.Task;

    internal ProcessHost Host { get; }

    internal string? Mark { get; }

    /// <summary>Its control group, if it has one of its own.</summary>
    internal ChildCgroup? Cgroup { get; set; }

    /// <summary>How it ended, for words about a start that failed.</summary>
    internal string StatusForDiagnosis => HasExited ? _status.ToString() : "it still runs";

    public SignalResult Signal(int signal)
    {
        lock (_gate)
        {
            if (_reaped)
                return SignalResult.NoSuchProcess;
            // Not waited for yet, so even without a pidfd the pid cannot be another's.
            return ResultOf(_pidfd >= 0 ? Interop.PidFdSendSignal(_pidfd, signal) : Interop.Kill(Pid, signal));
        }
    }

    public SignalResult SignalGroup(int signal)
    {
        lock (_gate)
        {
            // Until the leader is waited for, and while the group has members, nobody else can get the number. When both are over,
            // a successor shows by its registration or in /proc.
            if (_reaped && (ChildRegistry.IsRetired(this) || IsPidTaken()))
                return SignalResult.NoSuchProcess;
            return ResultOf(Interop.Kill(-Pid, signal));
        }
    }

    /// <summary>Takes the status if the leader has ended; any thread, any number of times.</summary>
    internal void TryReap()
    {
        lock (_gate)
        {
            if (_reaped || ChildRegistry.IsFrozen)
                return;
            var info = default(Interop.SigInfo);
            while (Interop.Waitid(Interop.P_PID, (uint)Pid, &info, Interop.WEXITED | Interop.WNOHANG) < 0)
            {
                if (Interop.LastError == Interop.EINTR)
                    continue;
                // ECHILD: other code waited for it. It is gone all the same.
                info = new Interop.SigInfo { Pid = Pid };
                break;
            }

            if (info.Pid == 0)
                return;
            _status = ExitStatus.From(info);
            Volatile.Write(ref _reaped, true);
            ChildRegistry.Reaped(this);
        }

        Host.Loop.ReportExit(this);
    }

    /// <summary>Waits for a taking of the status that is under way.</summary>
    internal void AwaitReaping()
    {
        lock (_gate)
        {
        }
    }

    /// <summary>What another image of this program needs of it. Only while the host rests.</summary>
    internal HandedProcess HandOver()
    {
        lock (_gate)
        {
            return new HandedProcess(Pid, StartTime)
            {
                Mark = Mark,
                Cgroup = Cgroup?.Directory,
                Exit = _reaped ? _status : null,
                Stdin = _stdin?.HandOver(),
                Stdout = _stdout?.HandOver(),
                Stderr = _stderr?.HandOver(),
                Members = ProcScanner.Shared.LastMembersOf(this),
            };
        }
    }

    /// <summary>Whether a write to its standard input waits.</summary>
    internal bool IsWriting => _stdin?.IsBusy == true;

    /// <summary>Ends a helper whose start failed, and waits for its end: it is ending or was killed, and never ran anything of others.</summary>
    internal void Discard()
    {
        _discarded = true;
        Signal(Signals.Kill);
        var info = default(Interop.SigInfo);
        // Only looked at; whoever comes first takes the status.
        while (!HasExited && Interop.Waitid(Interop.P_PID, (uint)Pid, &info, Interop.WEXITED | Interop.WNOWAIT) < 0
            && Interop.LastError == Interop.EINTR)
        {
        }

        TryReap();
        Dispose();
    }

    /// <summary>
    /// Once we are waited for: whether somebody else has our number by now, be it only a thread; then the session and group of that number are not
    /// ours. The start time says nothing here: it counts hundredths of a second, and a successor may have started within the same one.
    /// </summary>
    private bool IsPidTaken()
    {
        if (!StatFile.TryRead(Pid, out _))
            return false;
        ChildRegistry.Retire(this);
        return true;
    }

    private static SignalResult ResultOf(int returned) => returned == 0
        ? SignalResult.Sent
        : Interop.LastError switch
        {
            Interop.EPERM => SignalResult.NotPermitted,
            Interop.EINVAL => SignalResult.InvalidSignal,
            _ => SignalResult.NoSuchProcess,
        };
}
