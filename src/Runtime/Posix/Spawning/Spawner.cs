namespace Supervision.Posix;

/// <summary>
/// The one thread that starts processes. One, because a child's parent-death signal hangs on the thread that made it, and because the
/// caller of vfork sleeps until the program is loaded: that must not be a thread that others wait for.
/// </summary>
internal sealed class Spawner : IDisposable
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
                else
                    job.TrySetResult(Volatile.Read(ref _closed) ? Closed() : Start(job.Request, job.Observer));
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
        if (Check(request) is { } bad)
            return new SpawnResult.Failed(bad);
        var (program, missing) = ProgramFinder.Find(request);
        if (program is null)
            return new SpawnResult.Failed(missing!);

        using var arguments = new NativeStrings(request.Command);
        using var environment = new NativeStrings(ChildEnvironment.Build(request));
        var pipes = new SpawnPipes();
        try
        {
            if (pipes.Open(request) is not 0 and var error)
            {
                return new SpawnResult.Failed(new SpawnFailure(
                    SpawnStep.Pipe, error, $"no pipe could be made for '{program}': {Interop.ErrorText(error)}"));
            }

            int failed;
            ChildProcess? child = null;
            lock (ChildRegistry.SpawnGate)
            {
                failed = SpawnCall.Run(program, arguments, environment, request.WorkingDirectory, pipes, out var pid);
                if (failed == 0)
                {
                    child = new ChildProcess(_host, observer, pid, request, ref pipes);
                    ChildRegistry.Add_NeedsSpawnGate(child);
                }
            }

            if (child is null)
                return new SpawnResult.Failed(SpawnDiagnosis.Explain(request, program, failed));
            Reaper.OnSpawned();
            _host.Loop.Attach(child);
            return new SpawnResult.Started(child);
        }
        finally
        {
            pipes.Dispose();
        }
    }

    private static SpawnFailure? Check(SpawnRequest request)
    {
        if (request.Command.Count == 0)
            return Bad("the command has no words");
        if (request.Stdout == OutputMode.ToStdout)
            return Bad("standard output cannot go to itself");
        foreach (var word in request.Command)
        {
            if (word.Contains('\0'))
                return Bad($"a word of the command for '{request.Command[0]}' holds a NUL character");
        }

        foreach (var (name, value) in request.Environment ?? new Dictionary<string, string>())
        {
            if (name.Length == 0 || name.Contains('=') || name.Contains('\0') || value.Contains('\0'))
                return Bad($"the environment variable '{name}' has a name or value that no environment can hold");
        }

        return (request.WorkingDirectory ?? "").Contains('\0') || (request.Mark ?? "").Contains('\0')
            ? Bad("the working directory or the mark holds a NUL character")
            : null;
    }

    private static SpawnFailure Bad(string message) => new(SpawnStep.Request, Interop.EINVAL, message);

    /// <summary>Requests still waiting are answered with a failure; does not wait for a program being loaded.</summary>
    public void Dispose()
    {
        lock (_jobs)
        {
            _closed = true;
            Monitor.PulseAll(_jobs);
        }
    }
}
