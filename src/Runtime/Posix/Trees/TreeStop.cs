namespace Supervision.Posix;

// Overview
//   Asking: the signal was sent; nothing is done while the leader lives, until the grace is over or hastened. Members that outlive
//   the leader are asked once, too.
//   Killing: every round signals each process group of the tree (the kernel does a group at once, so nothing forks away from under it)
//   and, from the second round on, each member by its pidfd; rounds go on because a member may have forked or left its group between
//   the scan and the signal.
//   Empty: the leader was reaped and two scans one after the other show no living member. One is not enough: a process that is forked
//   while /proc is being listed can be missed together with its dying parent; its own children cannot be, in the next scan.
//   A tree with a control group of its own is killed through it first, and is not empty before the kernel says so of the group.
//   Where /proc cannot be read, that is proof; without a group, the leader's exit and an empty process group are all that can be known,
//   and the result says so.

/// <summary>One stop of one tree. Belongs to the sweeper's thread but for <see cref="Task"/> and the wishes from outside.</summary>
internal sealed class TreeStop : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan MaxPause = TimeSpan.FromMilliseconds(100);

    // Timers take no more than 49 days.
    private static readonly TimeSpan MaxWait = TimeSpan.FromDays(40);

    private readonly TaskCompletionSource<TreeStopResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TreeStopOptions _options;
    private readonly CancellationToken _hasten;
    private readonly List<int> _groups = [];
    private CancellationTokenRegistration _hastenRegistration;
    private ITimer? _timer;
    private TimeProvider _time = TimeProvider.System;
    private Action _wake = static () => { };
    private volatile bool _graceOver;
    private volatile bool _killOver;
    private bool _asked;
    private bool _askedRest;
    private bool _killing;
    private bool _provenByGroup;
    private int _killRounds;
    private int _emptyScans;
    private TimeSpan _pause = FirstPause;

    internal TreeStop(ChildProcess child, TreeStopOptions options, CancellationToken hasten)
    {
        Child = child;
        _options = options;
        _hasten = hasten;
    }

    internal TreeStop(ChildProcess child, TimeSpan bound)
        : this(child, new TreeStopOptions { KillWait = bound }, CancellationToken.None)
    {
        _graceOver = true;
        _asked = true;
    }

    internal ChildProcess Child { get; }

    internal Task<TreeStopResult> Task => _done.Task;

    internal void Begin(TimeProvider time, Action wake)
    {
        _time = time;
        _wake = wake;
        if (_graceOver)
            return;
        _timer = time.CreateTimer(static stop => ((TreeStop)stop!).EndGrace(), this, Capped(_options.Grace), Timeout.InfiniteTimeSpan);
        _hastenRegistration = _hasten.UnsafeRegister(static stop => ((TreeStop)stop!).EndGrace(), this);
    }

    /// <summary>Whether there is something to see: not while a living leader uses its grace.</summary>
    internal bool NeedsScan() => !_asked || _graceOver || Child.HasExited;

    /// <summary>One round, after a scan filled the child's list of living members. How long to wait at most for the next.</summary>
    internal TimeSpan Act(ProcScanner scanner)
    {
        if (!NeedsScan())
            return Timeout.InfiniteTimeSpan;
        if (!_asked)
        {
            _asked = true;
            Ask(scanner);
            // Whether it had a leader to ask or not, the rest of the grace begins.
            return Child.HasExited ? FirstPause : Timeout.InfiniteTimeSpan;
        }

        if (IsEmpty(scanner))
        {
            if (++_emptyScans >= 2)
            {
                ChildRegistry.Retire(Child);
                Complete(new TreeStopResult.Empty(), scanner);
            }

            return TimeSpan.Zero;
        }

        _emptyScans = 0;
        if (_graceOver)
            return KillRound(scanner);
        if (Child.HasExited && !_askedRest)
        {
            _askedRest = true;
            if (_options.Scope != SignalScope.Tree)
                AskAll(scanner);
        }

        return NextPause();
    }

    private bool IsEmpty(ProcScanner scanner)
    {
        if (!Child.HasExited)
            return false;
        if (Child.Cgroup?.IsPopulated() is { } populated)
        {
            _provenByGroup = !populated;
            if (populated || !scanner.IsUsable)
                return !populated;
        }

        // Without /proc a group with zombies counts as living until they are reaped; orphans are, by us.
        return scanner.IsUsable ? Child.Sweep.Count == 0 : Child.SignalGroup(0) == SignalResult.NoSuchProcess;
    }

    private void Ask(ProcScanner scanner)
    {
        if (Child.HasExited || _options.Scope == SignalScope.Tree)
        {
            _askedRest = true;
            AskAll(scanner);
        }
        else if (_options.Scope == SignalScope.Group)
        {
            Child.SignalGroup(_options.Signal);
        }
        else
        {
            Child.Signal(_options.Signal);
        }

        // Who is stopped hears of the signal only when it goes on.
        foreach (var index in Child.Sweep)
        {
            if (scanner.Rows_NeedsGate[index].State is 'T' or 't')
                MemberSignal.Send(scanner.Rows_NeedsGate[index], Signals.Cont);
        }
    }

    private void AskAll(ProcScanner scanner)
    {
        if (!scanner.IsUsable)
            Child.SignalGroup(_options.Signal);
        foreach (var index in Child.Sweep)
            MemberSignal.Send(scanner.Rows_NeedsGate[index], _options.Signal);
    }

    private TimeSpan KillRound(ProcScanner scanner)
    {
        if (!_killing)
        {
            _killing = true;
            _pause = FirstPause;
            _timer?.Dispose();
            _timer = _time.CreateTimer(static stop => ((TreeStop)stop!).EndKill(), this, Capped(_options.KillWait), Timeout.InfiniteTimeSpan);
        }
        else if (_killOver)
        {
            var members = new List<TreeMember>();
            foreach (var index in Child.Sweep)
                members.Add(scanner.Rows_NeedsGate[index].ToMember());
            Complete(new TreeStopResult.Survivors(members), scanner);
            return TimeSpan.Zero;
        }

        KillAll(scanner);
        return NextPause();
    }

    private void KillAll(ProcScanner scanner)
    {
        Child.Cgroup?.Kill();
        Child.SignalGroup(Signals.Kill);
        _groups.Clear();
        foreach (var index in Child.Sweep)
        {
            ref readonly var row = ref scanner.Rows_NeedsGate[index];
            // A group lies within one session, and the sessions of members were made by members.
            if (row.Group > 1 && row.Group != Child.Pid && row.Session != Interop.Getsid(0) && !_groups.Contains(row.Group))
            {
                _groups.Add(row.Group);
                _ = Interop.Kill(-row.Group, Signals.Kill);
            }
        }

        if (_killRounds++ == 0)
            return;
        foreach (var index in Child.Sweep)
            MemberSignal.Send(scanner.Rows_NeedsGate[index], Signals.Kill);
    }

    private static TimeSpan Capped(TimeSpan wait) => wait < MaxWait ? wait : MaxWait;

    private TimeSpan NextPause()
    {
        var pause = _pause;
        _pause = pause * 2 < MaxPause ? pause * 2 : MaxPause;
        return pause;
    }

    private void EndGrace()
    {
        _graceOver = true;
        _wake();
    }

    private void EndKill()
    {
        _killOver = true;
        _wake();
    }

    private void Complete(TreeStopResult result, ProcScanner scanner)
    {
        Dispose();
        _done.TrySetResult(result with { Killed = _killing, Unproven = _provenByGroup ? null : scanner.Limits });
    }

    /// <summary>The host went away.</summary>
    internal void Abandon()
    {
        Dispose();
        _done.TrySetCanceled(CancellationToken.None);
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _hastenRegistration.Unregister();
    }
}
