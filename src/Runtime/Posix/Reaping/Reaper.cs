using System.Collections.Immutable;

namespace Supervision.Posix;

// Overview
//   Constraints: never lose a status of our own children; reap every orphan that is re-parented to us, soon, also when nothing else
//   happens; no wake-ups while nothing ends; leave alone the children of other code in this process (System.Diagnostics.Process,
//   popen), whose status is theirs; no SIGCHLD handler, because the runtime and the host program may own it.
//   Scheme: one thread blocks in waitid(P_ALL, WEXITED | WNOWAIT). It only *peeks*: the answer is a pid, not a status, and nothing is
//   consumed. A known child is reaped through its own object, which takes the status exactly once however many threads try (the I/O
//   thread learns of the same exit from the pidfd; whoever comes first wins). This is also the whole exit path on kernels without
//   pidfds. An unknown pid is a stranger:
//   - in our own session: only code of this process can have forked it there (what we spawn gets a session of its own and cannot come
//     back). It is left to that code, and looked at again later. As PID 1 it may also be an orphan of the script that exec'ed us, so it
//     is reaped after a long grace.
//   - of a known tree: reaped at once. Any other: after a short grace, in which other code of this process may take it.
//   Peeking always shows the first waitable child. Our own behind it have their pidfds; for strangers behind one that stays, /proc is
//   looked through, and each has a grace of its own.
//   With no children at all waitid fails with ECHILD; then the thread waits for the next spawn, with a slow timer, because orphans
//   can also come from processes that were injected from outside (docker exec).

/// <summary>The thread that reaps for this process; started once and kept.</summary>
internal static unsafe class Reaper
{
    private static readonly TimeSpan StrangerGrace = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan SameSessionGrace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NoChildrenPause = TimeSpan.FromSeconds(PidOne.IsPidOne ? 1 : 30);

    private static readonly int Self = Interop.Getpid();

    /// <summary>Since when each dead stranger is known; the reaper's thread alone uses it and the list below.</summary>
    private static readonly Dictionary<int, long> Waiting = [];
    private static readonly List<int> Dead = [];

    private static readonly AutoResetEvent Spawned = new(false);
    private static readonly Lazy<bool> Started = new(Run);
    private static ImmutableArray<ProcessHost> _listeners = [];

    internal static void Start(ProcessHost listener)
    {
        ImmutableInterlocked.Update(ref _listeners, static (all, host) => all.Add(host), listener);
        _ = Started.Value;
    }

    internal static void Stop(ProcessHost listener) =>
        ImmutableInterlocked.Update(ref _listeners, static (all, host) => all.Remove(host), listener);

    internal static void OnSpawned() => Spawned.Set();

    private static bool Run()
    {
        new Thread(Loop, 256 * 1024) { IsBackground = true, Name = "supervision-reaper" }.UnsafeStart();
        return true;
    }

    private static void Loop()
    {
        var pause = FirstPause;
        while (true)
        {
            ChildRegistry.AwaitThaw();
            var info = default(Interop.SigInfo);
            if (Interop.Waitid(Interop.P_ALL, 0, &info, Interop.WEXITED | Interop.WNOWAIT) < 0)
            {
                // EINTR or ECHILD; nothing else can come from these arguments.
                if (Interop.LastError != Interop.EINTR)
                    Spawned.WaitOne(NoChildrenPause);
                continue;
            }

            if (ChildRegistry.Unreaped.TryGetValue(info.Pid, out var child))
            {
                child.TryReap();
                continue;
            }

            if (Waiting.TryAdd(info.Pid, TimeProvider.System.GetTimestamp()))
                pause = FirstPause;
            if (TryReapInTime(info.Pid))
                continue;
            Spawned.WaitOne(pause);
            if (pause > StrangerGrace && LookBehind(info.Pid))
                pause = StrangerGrace;
            else
                pause = pause * 2 < MaxPause ? pause * 2 : MaxPause;
            // Children without a pidfd are asked in turn.
            foreach (var other in ChildRegistry.Unreaped)
                other.Value.TryReap();
        }
    }

    /// <summary>Deals with the dead that the peek does not show, because <paramref name="first"/> stays; true when one was not known.</summary>
    private static bool LookBehind(int first)
    {
        Dead.Clear();
        if (ProcDirectory.Limits(out var usable) is null || usable)
            ProcDirectory.List(Dead);
        Dead.RemoveAll(static pid => !StatFile.TryRead(pid, out var row) || row.ParentPid != Self || !row.IsDead || ChildRegistry.Unreaped.ContainsKey(pid));
        foreach (var pid in Waiting.Keys)
        {
            if (pid != first && !Dead.Contains(pid))
                Waiting.Remove(pid);
        }

        var isNew = false;
        foreach (var pid in Dead)
        {
            if (pid == first)
                continue;
            isNew |= Waiting.TryAdd(pid, TimeProvider.System.GetTimestamp());
            TryReapInTime(pid);
        }

        return isNew;
    }

    private static bool TryReapInTime(int pid)
    {
        if (TimeProvider.System.GetElapsedTime(Waiting[pid]) < GraceOf(pid) || !TryReapStranger(pid))
            return false;
        Waiting.Remove(pid);
        return true;
    }

    /// <summary>How long other code may come for the zombie; <see cref="TimeSpan.MaxValue"/> leaves it alone.</summary>
    private static TimeSpan GraceOf(int pid)
    {
        if (Interop.Getsid(pid) == Interop.Getsid(0))
            return PidOne.IsPidOne ? SameSessionGrace : TimeSpan.MaxValue;
        return PidOne.IsPidOne || ProcScanner.Shared.OwnerOfZombie(pid) is not null ? TimeSpan.Zero : StrangerGrace;
    }

    /// <summary>False when a child is just being born, which may be this one.</summary>
    private static bool TryReapStranger(int pid)
    {
        var info = default(Interop.SigInfo);
        var tree = ProcScanner.Shared.OwnerOfZombie(pid);
        // A spawn can take long (its program lies on a slow disk); this thread does not wait for it.
        if (!ChildRegistry.SpawnGate.TryEnter())
            return false;
        try
        {
            if (ChildRegistry.IsFrozen || ChildRegistry.Unreaped.ContainsKey(pid)
                || Interop.Waitid(Interop.P_PID, (uint)pid, &info, Interop.WEXITED | Interop.WNOHANG) < 0
                || info.Pid == 0)
            {
                return true;
            }
        }
        finally
        {
            ChildRegistry.SpawnGate.Exit();
        }

        var reaped = new ReapedStranger(pid, ExitStatus.From(info), tree);
        foreach (var listener in _listeners)
            listener.OnStranger(reaped);
        tree?.OnTreeChanged();
        return true;
    }
}
