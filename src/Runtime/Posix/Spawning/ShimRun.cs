using System.Runtime.InteropServices;

namespace Supervision.Posix;

// Overview
//   Runs in the new process, before the engine's program. Order: what needs privileges or is inherited by nothing of ours first (control
//   group, umask, limits, nice, OOM score, processors), then groups, group, user, then what a change of user would undo (no new
//   privileges, parent-death signal) and what must be judged with the new user's rights (directory), then execve.
//   Credentials, nice, processors and the parent-death signal belong to the calling thread in the kernel; that is the one which executes,
//   and it takes them along.
//   The limits of address space and data are lowered last, and the calls that follow were made once before: below them the runtime could
//   get no memory to prepare a call.
//   The other threads of this runtime end inside execve. Nothing is cleaned up: what is open here is close-on-exec.
//   Every step answers with 12 bytes through the report pipe only when it fails; Executing is sent just before execve, so that an end of
//   the pipe without it means that this process died before.

/// <summary>Carries out a specification (<see cref="SpawnSpec"/>); never returns.</summary>
internal static unsafe class ShimRun
{
    /// <summary>In place of a step: the program is being executed.</summary>
    internal const int Executing = -1;

    internal const int ReportSize = 12;

    // sysexits' EX_USAGE and EX_OSERR; only seen by who starts the helper by hand.
    private const int ExitUsage = 64;
    private const int ExitFailed = 71;

    private static int _report;

    internal static void Run(int specification, int report)
    {
        _report = report;
        var start = ReadAll(specification);
        _ = Interop.Close(specification);
        if (start == null || *(int*)start != SpawnSpec.Magic || Interop.Fcntl(report, Interop.F_SETFD, Interop.FD_CLOEXEC) < 0)
            Interop.Exit(ExitUsage);

        var head = (int*)start;
        int parent = head[1], umask = head[2], nice = head[3], oom = head[4], deathSignal = head[5], noNewPrivileges = head[6];
        uint uid = (uint)head[7], gid = (uint)head[8];
        int groupCount = head[9], limitCount = head[10], maskSize = head[11], keepCount = head[12], argc = head[13], envc = head[14];
        var at = start + SpawnSpec.HeadFields * sizeof(int);
        var mask = at;
        var limits = (ulong*)(at += maskSize);
        var groups = (uint*)(at += limitCount * 3 * sizeof(ulong));
        var keep = (int*)(at += Math.Max(0, groupCount) * sizeof(uint));
        at += keepCount * sizeof(int);
        var program = Next(ref at);
        var directory = Next(ref at);
        var cgroup = Next(ref at);
        var argv = Vector(argc, ref at);
        var envp = Vector(envc, ref at);

        if (*cgroup != 0)
            WriteFile(cgroup, "0"u8, SpawnStep.Cgroup);
        if (umask != SpawnSpec.None)
            _ = Interop.Umask((uint)umask);
        for (var i = 0; i < limitCount; i++)
            SetLimit(limits, i, early: true);
        if (nice != SpawnSpec.None)
            Check(Interop.SetPriority(Interop.PRIO_PROCESS, 0, nice), SpawnStep.Nice, 0);
        if (oom != SpawnSpec.None)
            SetOomScore(oom);
        if (maskSize > 0)
            Check(Interop.SchedSetAffinity(0, (nuint)maskSize, mask), SpawnStep.CpuAffinity, 0);
        if (groupCount >= 0)
            Check(Interop.SetGroups((nuint)groupCount, groups), SpawnStep.Groups, 0);
        if (gid != uint.MaxValue)
            Check(Interop.SetResGid(gid, gid, gid), SpawnStep.Groups, 1);
        if (uid != uint.MaxValue)
            Check(Interop.SetResUid(uid, uid, uid), SpawnStep.User, 0);
        if (noNewPrivileges != 0)
            Check(Interop.Prctl(Interop.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), SpawnStep.NoNewPrivileges, 0);
        if (deathSignal != SpawnSpec.None)
        {
            Check(Interop.Prctl(Interop.PR_SET_PDEATHSIG, deathSignal, 0, 0, 0), SpawnStep.ParentDeathSignal, 0);
            // It may have died before that: then nobody sends the signal any more, and nobody reads a report.
            if (Interop.Getppid() != parent)
                Interop.Exit(ExitFailed);
        }

        if (*directory != 0)
            Check(Interop.Chdir(directory), SpawnStep.ChangeDirectory, 0);
        CloseOthersOnExec(keep, keepCount);
        ResetSignals();

        // Prepared once with arguments that do nothing.
        _ = Interop.Execve(null, null, null);
        _ = Interop.LastError;
        for (var i = 0; i < limitCount; i++)
            SetLimit(limits, i, early: false);
        Report(Executing, 0, 0);
        _ = Interop.Execve(program, argv, envp);
        Fail(SpawnStep.Exec, Interop.LastError, 0);
    }

    private static void SetLimit(ulong* limits, int index, bool early)
    {
        var resource = (int)limits[index * 3];
        var late = (ResourceKind)resource is ResourceKind.As or ResourceKind.Data;
        var limit = new Interop.RLimit { Soft = limits[index * 3 + 1], Hard = limits[index * 3 + 2] };
        if (late && early)
        {
            // A hard limit is raised while we may.
            Interop.RLimit now;
            Check(Interop.GetRLimit(resource, &now), SpawnStep.Limits, index);
            if (limit.Hard <= now.Hard)
                return;
            limit.Soft = Math.Max(limit.Soft, now.Soft);
        }
        else if (!late && !early)
        {
            return;
        }

        Check(Interop.SetRLimit(resource, &limit), SpawnStep.Limits, index);
    }

    private static void SetOomScore(int score)
    {
        Span<byte> text = stackalloc byte[16];
        System.Buffers.Text.Utf8Formatter.TryFormat(score, text, out var length);
        fixed (byte* path = "/proc/self/oom_score_adj\0"u8)
            WriteFile(path, text[..length], SpawnStep.OomScore);
    }

    private static void WriteFile(byte* path, ReadOnlySpan<byte> text, SpawnStep step)
    {
        var fd = Interop.Open(path, Interop.O_WRONLY | Interop.O_CLOEXEC, 0);
        Check(fd, step, 0);
        fixed (byte* pointer = text)
            Check((int)Interop.Write(fd, pointer, (nuint)text.Length), step, 0);
        _ = Interop.Close(fd);
    }

    private static void CloseOthersOnExec(int* keep, int keepCount)
    {
        var first = 3;
        for (var i = 0; i <= keepCount; i++)
        {
            // In ascending order; the last gap has no end.
            var last = i < keepCount ? keep[i] - 1 : int.MaxValue;
            if (first <= last && Interop.CloseRange((uint)first, i < keepCount ? (uint)last : uint.MaxValue, Interop.CLOSE_RANGE_CLOEXEC) < 0)
            {
                for (var fd = first; fd <= Math.Min(last, 4096); fd++)
                    _ = Interop.Fcntl(fd, Interop.F_SETFD, Interop.FD_CLOEXEC);
            }

            first = i < keepCount ? keep[i] + 1 : last;
        }
    }

    /// <summary>Handlers go with execve by themselves; what this runtime ignores or blocks would stay.</summary>
    private static void ResetSignals()
    {
        var reset = default(Interop.SigAction);
        Interop.SigAction now;
        for (var signal = 1; signal <= 64; signal++)
        {
            if (Interop.Sigaction(signal, null, &now) == 0 && now.Handler == Interop.SIG_IGN)
                _ = Interop.Sigaction(signal, &reset, null);
        }

        Interop.SigSet none;
        _ = Interop.SigEmptySet(&none);
        _ = Interop.SigMask(Interop.SIG_SETMASK, &none, null);
    }

    private static byte* ReadAll(int fd)
    {
        nuint room = 64 * 1024, length = 0;
        var buffer = (byte*)NativeMemory.Alloc(room);
        while (true)
        {
            var count = Interop.Read(fd, buffer + length, room - length);
            if (count < 0 && Interop.LastError == Interop.EINTR)
                continue;
            if (count <= 0)
                return count < 0 || length < SpawnSpec.HeadFields * sizeof(int) ? null : buffer;
            length += (nuint)count;
            if (length == room)
                buffer = (byte*)NativeMemory.Realloc(buffer, room *= 2);
        }
    }

    private static byte* Next(ref byte* at)
    {
        var text = at;
        while (*at++ != 0)
        {
        }

        return text;
    }

    private static byte** Vector(int count, ref byte* at)
    {
        var vector = (byte**)NativeMemory.Alloc((nuint)(count + 1) * (nuint)sizeof(byte*));
        for (var i = 0; i < count; i++)
            vector[i] = Next(ref at);
        vector[count] = null;
        return vector;
    }

    private static void Check(int returned, SpawnStep step, int detail)
    {
        if (returned < 0)
            Fail(step, Interop.LastError, detail);
    }

    private static void Fail(SpawnStep step, int errno, int detail)
    {
        Report((int)step, errno, detail);
        Interop.Exit(ExitFailed);
    }

    private static void Report(int step, int errno, int detail)
    {
        var report = stackalloc int[3] { step, errno, detail };
        // Far below the size up to which a pipe takes a write whole.
        _ = Interop.Write(_report, (byte*)report, ReportSize);
    }
}
