using System.Globalization;
using System.Runtime.InteropServices;

namespace Supervision.Posix;

// Overview
//   The helper takes some ten milliseconds to start, so requests that need it have threads of their own, made when they are first needed
//   and as many as help on this machine; plain starts never wait behind them. The threads live as long as the host, because a child's
//   parent-death signal hangs on the thread that made it; where Main serves (MainThread), such a child is made there.
//   The specification goes through a file in memory, the answer comes through a close-on-exec pipe: its end tells that execve has
//   happened (after Executing) or that the helper died (before).
//   The child is registered from its birth, as any other, but attached to its observer only when its program runs; after a failure its
//   end is awaited here, so nothing is left behind.

internal sealed unsafe partial class Spawner
{
    private static readonly TimeSpan ShimPatience = TimeSpan.FromSeconds(30);
    private static readonly int MostShimThreads = Math.Clamp(Environment.ProcessorCount, 2, 8);

    // Also the monitor that those threads wait on.
    private readonly Queue<SpawnJob> _shimJobs = new();
    private int _shimThreads;
    private int _idleShimThreads;
    private bool _shimClosed;

    private static bool NeedsShim(SpawnRequest request) =>
        request.User is not null || request.Group is not null || request.SupplementaryGroups is not null || request.Umask is not null
        || request.Nice is not null || request.OomScoreAdj is not null || request.Limits is { Count: > 0 } || request.CpuAffinity is not null
        || request.NoNewPrivileges || request.ParentDeathSignal is not null || request.Cgroup == CgroupMode.Required;

    private void EnqueueForShim(SpawnJob job)
    {
        lock (_shimJobs)
        {
            if (_shimClosed)
            {
                job.TrySetResult(Closed());
                return;
            }

            _shimJobs.Enqueue(job);
            if (_shimJobs.Count > _idleShimThreads && _shimThreads < MostShimThreads)
            {
                _shimThreads++;
                new Thread(ShimLoop, 512 * 1024) { IsBackground = true, Name = "supervision-shims" }.UnsafeStart();
            }

            Monitor.Pulse(_shimJobs);
        }
    }

    private void CloseShimThreads()
    {
        lock (_shimJobs)
        {
            _shimClosed = true;
            Monitor.PulseAll(_shimJobs);
        }
    }

    private void ShimLoop()
    {
        while (NextForShim() is { } job)
        {
            try
            {
                if (job.Cancellation.IsCancellationRequested)
                    job.TrySetCanceled(job.Cancellation);
                else
                    job.TrySetResult(Volatile.Read(ref _closed) ? Closed() : StartThroughShim(job.Request, job.Observer));
            }
            catch (Exception e)
            {
                // A bug or out of memory: the caller hears of it, the thread goes on.
                job.TrySetException(e);
            }
        }
    }

    private SpawnJob? NextForShim()
    {
        lock (_shimJobs)
        {
            _idleShimThreads++;
            while (_shimJobs.Count == 0 && !_shimClosed)
                Monitor.Wait(_shimJobs);
            _idleShimThreads--;
            return _shimJobs.TryDequeue(out var job) ? job : null;
        }
    }

    private SpawnResult StartThroughShim(SpawnRequest request, IProcessObserver observer)
    {
        if (SpawnShim.Command(_host.Options) is not { } shim)
        {
            return Failed(SpawnStep.Helper, Interop.ENOENT,
                $"the options for '{request.Command[0]}' need the helper: call SpawnShim.TryRun first in Main, or name a program that does in "
                + $"ProcessHostOptions.SpawnShim or {SpawnShim.PathVariable}");
        }

        var (program, missing) = ProgramFinder.Find(request);
        if (program is null)
            return new SpawnResult.Failed(missing!);
        var (identity, unknown) = SpawnIdentity.Of(request);
        if (unknown is not null)
            return new SpawnResult.Failed(unknown);

        using var files = new SpawnFiles();
        if (files.Open(request) is { } noFile)
            return new SpawnResult.Failed(noFile);
        int[] keep = [.. files.Placed.Select(placed => placed.Target).Where(target => target >= SpawnFiles.FirstTarget)];
        var (cgroup, noCgroup) = CgroupOf(request);
        if (noCgroup is not null)
            return new SpawnResult.Failed(noCgroup);

        var started = false;
        try
        {
            var specification = SpawnSpec.Encode(
                request, program, identity, cgroup is null ? null : cgroup.ProcsFile, ChildEnvironment.Build(request), keep);
            var result = Start(request, observer, program, shim, files, specification, cgroup);
            started = result is SpawnResult.Started;
            return result;
        }
        finally
        {
            if (!started)
                cgroup?.Remove();
        }
    }

    private SpawnResult Start(
        SpawnRequest request, IProcessObserver observer, string program, IReadOnlyList<string> shim, SpawnFiles files, byte[] specification,
        ChildCgroup? cgroup)
    {
        int specificationAt = files.FreeTarget(), report = -1;
        if (PlaceSpecification(files, specification, specificationAt) is not 0 and var noSpecification)
            return NoPipe(program, noSpecification);
        var reportAt = files.FreeTarget();
        var pipes = new SpawnPipes();
        try
        {
            var ends = stackalloc int[2];
            if (Interop.Pipe2(ends, Interop.O_CLOEXEC) < 0)
                return NoPipe(program, Interop.LastError);
            report = ends[0];
            var error = files.Place(ends[1], reportAt);
            _ = Interop.Close(ends[1]);
            if (error != 0 || (error = pipes.Open(request, files)) != 0)
                return NoPipe(program, error);

            using var arguments = new NativeStrings([.. shim, SpawnShim.Verb, Text(specificationAt), Text(reportAt)]);
            using var environment = new NativeStrings(SpawnShim.EnvironmentFor(request.Mark));
            var (failed, child) = request.ParentDeathSignal is null
                ? Fork(request, observer, shim[0], arguments, environment, null, ref pipes, files)
                : ForkOnMainThread(request, observer, shim[0], arguments, environment, &pipes, files);
            if (child is null)
                return Failed(SpawnStep.Helper, failed, $"the helper '{shim[0]}' could not be started: {Interop.ErrorText(failed)}");
            child.Cgroup = cgroup;
            if (cgroup is not null)
                ChildRegistry.Cgroups[cgroup.Name] = child;

            // Our copy of the report's write end would hide its end.
            files.Dispose();
            if (ReadReport(report) is { } failure)
            {
                child.Discard();
                return new SpawnResult.Failed(Explain(request, program, failure, child, cgroup));
            }

            _host.Loop.Attach(child);
            return new SpawnResult.Started(child);
        }
        finally
        {
            pipes.Dispose();
            if (report >= 0)
                _ = Interop.Close(report);
        }
    }

    // The signal would come when the thread that forks ends, as each but one does when this program is replaced by a newer one.
    private (int Error, ChildProcess? Child) ForkOnMainThread(
        SpawnRequest request, IProcessObserver observer, string program, NativeStrings arguments, NativeStrings environment, SpawnPipes* pipes,
        SpawnFiles files)
    {
        (int, ChildProcess?) result = default;
        MainThread.Invoke(() => result = Fork(request, observer, program, arguments, environment, null, ref *pipes, files));
        return result;
    }

    private static int PlaceSpecification(SpawnFiles files, byte[] specification, int target)
    {
        int memory;
        fixed (byte* name = "supervision-spawn\0"u8)
            memory = Interop.MemfdCreate(name, Interop.MFD_CLOEXEC);
        if (memory < 0)
            return Interop.LastError;
        var error = 0;
        fixed (byte* bytes = specification)
        {
            if (Interop.Write(memory, bytes, (nuint)specification.Length) != specification.Length)
                error = Interop.ENOMEM;
        }

        _ = Interop.Lseek(memory, 0, 0);
        error = error != 0 ? error : files.Place(memory, target);
        _ = Interop.Close(memory);
        return error;
    }

    /// <summary>Null when the program was executed; else what the helper said last, with step <see cref="SpawnStep.Helper"/> when it said nothing.</summary>
    private static (SpawnStep Step, int Errno, int Detail)? ReadReport(int report)
    {
        var records = stackalloc int[8 * ShimRun.ReportSize / sizeof(int)];
        var length = 0;
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var left = ShimPatience - TimeProvider.System.GetElapsedTime(begun);
            var poll = new Interop.PollFd { Fd = report, Events = Interop.POLLIN };
            var ready = left <= TimeSpan.Zero ? 0 : Interop.Poll(&poll, 1, (int)left.TotalMilliseconds + 1);
            if (ready < 0 && Interop.LastError == Interop.EINTR)
                continue;
            if (ready <= 0)
                return (SpawnStep.Helper, Interop.ETIMEDOUT, 0);
            var count = Interop.Read(report, (byte*)records + length, (nuint)(8 * ShimRun.ReportSize - length));
            if (count < 0 && Interop.LastError == Interop.EINTR)
                continue;
            if (count <= 0)
                break;
            length += (int)count;
        }

        if (length < ShimRun.ReportSize)
            return (SpawnStep.Helper, 0, 0);
        var last = records + (length / ShimRun.ReportSize - 1) * (ShimRun.ReportSize / sizeof(int));
        return last[0] == ShimRun.Executing ? null : ((SpawnStep)last[0], last[1], last[2]);
    }

    private static SpawnFailure Explain(
        SpawnRequest request, string program, (SpawnStep Step, int Errno, int Detail) failure, ChildProcess child, ChildCgroup? cgroup) =>
        failure.Step != SpawnStep.Helper
            ? ShimDiagnosis.Explain(request, program, failure.Step, failure.Errno, failure.Detail, cgroup?.Directory)
            : new SpawnFailure(SpawnStep.Helper, failure.Errno == 0 ? Interop.ECHILD : failure.Errno, failure.Errno == Interop.ETIMEDOUT
                ? $"the helper for '{program}' did not get to execute it within {ShimPatience.TotalSeconds:0} s"
                : $"the helper for '{program}' ended before it could execute it ({child.StatusForDiagnosis})");

    private static (ChildCgroup? Cgroup, SpawnFailure? Failure) CgroupOf(SpawnRequest request)
    {
        if (request.Cgroup == CgroupMode.Off)
            return (null, null);
        var (cgroup, why, errno) = ChildCgroup.Create(request.Mark);
        return cgroup is not null || request.Cgroup == CgroupMode.Auto
            ? (cgroup, null)
            : (null, new SpawnFailure(SpawnStep.Cgroup, errno, $"'{request.Command[0]}' requires a control group of its own: {why}"));
    }

    private static SpawnResult.Failed Failed(SpawnStep step, int errno, string message) => new(new SpawnFailure(step, errno, message));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
