namespace Supervision.Posix;

/// <summary>
/// The thread that starts processes: a thread of its own, because the caller of vfork sleeps until the program is loaded, which must not be
/// a thread that others wait for. What goes through the helper has threads beside it (<c>Spawner.Shim.cs</c>).
/// </summary>
internal sealed partial class Spawner : IDisposable
{
    // Also the monitor that the thread waits on.
    private readonly Queue<SpawnJob> _jobs = new();
    private readonly ProcessHost _host;
    private bool _closed;

    internal Spawner(ProcessHost host)
    {
        _host = host;
        new Thread(Loop, 512 * 1024) { IsBackground = true, Name = "supervision-spawn" }.UnsafeStart();
    }

    internal Task<SpawnResult> Enqueue(SpawnRequest request, IProcessObserver observer, CancellationToken ct)
    {
        var job = new SpawnJob(request, observer, ct);
        lock (_jobs)
        {
            if (_closed)
            {
                job.TrySetResult(Closed());
                return job.Task;
            }

            _jobs.Enqueue(job);
            Monitor.Pulse(_jobs);
        }

        return job.Task;
    }

    private SpawnJob? Next()
    {
        lock (_jobs)
        {
            while (_jobs.Count == 0 && !_closed)
                Monitor.Wait(_jobs);
            return _jobs.TryDequeue(out var job) ? job : null;
        }
    }

    private static SpawnResult Closed() =>
        new SpawnResult.Failed(new SpawnFailure(SpawnStep.Host, Interop.ECANCELED, "the process host is disposed"));

    private void Loop()
    {
        while (Next() is { } job)
        {
            try
            {
                if (job.Cancellation.IsCancellationRequested)
                    job.TrySetCanceled(job.Cancellation);
                else if (Volatile.Read(ref _closed))
                    job.TrySetResult(Closed());
                else if (RequestRules.Check(job.Request) is { } bad)
                    job.TrySetResult(new SpawnResult.Failed(bad));
                else if (NeedsShim(job.Request))
                    EnqueueForShim(job);
                else
                    job.TrySetResult(Start(job.Request, job.Observer));
            }
            catch (Exception e)
            {
                // A bug or out of memory: the caller hears of it, the thread goes on.
                job.TrySetException(e);
            }
        }
    }

    private SpawnResult Start(SpawnRequest request, IProcessObserver observer)
    {
        var (program, missing) = ProgramFinder.Find(request);
        if (program is null)
            return new SpawnResult.Failed(missing!);

        using var files = SpawnFiles.IsNeeded(request) ? new SpawnFiles() : null;
        if (files?.Open(request) is { } noFile)
            return new SpawnResult.Failed(noFile);
        using var arguments = new NativeStrings(request.Command);
        using var environment = new NativeStrings(ChildEnvironment.Build(request));
        var pipes = new SpawnPipes();
        try
        {
            if (pipes.Open(request, files) is not 0 and var error)
                return NoPipe(program, error);
            var (failed, child) = Fork(request, observer, program, arguments, environment, request.WorkingDirectory, ref pipes, files);
            if (child is null)
                return new SpawnResult.Failed(SpawnDiagnosis.Explain(request, program, failed));
            _host.Loop.Attach(child);
            return new SpawnResult.Started(child);
        }
        finally
        {
            pipes.Dispose();
        }
    }

    private (int Error, ChildProcess? Child) Fork(
        SpawnRequest request, IProcessObserver observer, string program, NativeStrings arguments, NativeStrings environment, string? directory,
        ref SpawnPipes pipes, SpawnFiles? files)
    {
        ChildProcess child;
        lock (ChildRegistry.SpawnGate)
        {
            var failed = SpawnCall.Run(program, arguments, environment, directory, pipes, files, out var pid);
            if (failed != 0)
                return (failed, null);
            child = new ChildProcess(_host, observer, pid, request, ref pipes);
            ChildRegistry.Add_NeedsSpawnGate(child);
        }

        Reaper.OnSpawned();
        return (0, child);
    }

    private static SpawnResult.Failed NoPipe(string program, int error) => new(new SpawnFailure(
        SpawnStep.Pipe, error, $"no pipe could be made for '{program}': {Interop.ErrorText(error)}"));

    /// <summary>Requests still waiting are answered with a failure; does not wait for a program being loaded.</summary>
    public void Dispose()
    {
        lock (_jobs)
        {
            _closed = true;
            Monitor.PulseAll(_jobs);
        }

        CloseShimThreads();
    }
}
