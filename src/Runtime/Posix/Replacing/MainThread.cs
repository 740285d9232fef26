namespace Supervision.Posix;

// Overview
//   The kernel ties two things to a thread rather than to a process: the parent-death signal of a child comes when the thread that made it
//   ends, and execve ends every thread but the caller. So that a program can be replaced under children that have such a signal, one thread
//   makes them all and calls execve, before the replacement and after it: the main thread, which the caller of execve becomes in any case.

/// <summary>The main thread of a program whose Main hands it over: it starts what must not outlive its parent, and executes successors.</summary>
public static class MainThread
{
    // Also the monitor that the thread waits on.
    private static readonly Queue<Job> Jobs = new();
    private static Thread? _thread;

    /// <summary>Whether Main has handed its thread over.</summary>
    public static bool IsServing => Volatile.Read(ref _thread) is not null;

    /// <summary>Runs the program on other threads, and serves on this one until it has ended. To be called by Main, once.</summary>
    /// <param name="program">The program.</param>
    /// <returns>What the program returned; an exception of its is thrown.</returns>
    public static int Run(Func<Task<int>> program)
    {
        ArgumentNullException.ThrowIfNull(program);
        Volatile.Write(ref _thread, Thread.CurrentThread);
        // A thread of its own: the pool's first one takes milliseconds longer.
        var first = new Task<Task<int>>(program);
        new Thread(() => first.RunSynchronously(TaskScheduler.Default)) { IsBackground = true, Name = "program" }.Start();
        var running = first.Unwrap();
        running.ContinueWith(static _ => Pulse(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (Next(running) is { } job)
            job.Run();
        Volatile.Write(ref _thread, null);
        return running.GetAwaiter().GetResult();
    }

    /// <summary>Does something on the main thread and waits for it; at once, on the caller's thread, where nobody serves.</summary>
    /// <param name="action">What is done; its exception is thrown here.</param>
    public static void Invoke(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        if (Volatile.Read(ref _thread) is not { } thread || thread == Thread.CurrentThread)
        {
            action();
            return;
        }

        var job = new Job(action);
        lock (Jobs)
        {
            Jobs.Enqueue(job);
            Monitor.Pulse(Jobs);
        }

        job.Done.GetAwaiter().GetResult();
    }

    private static Job? Next(Task program)
    {
        lock (Jobs)
        {
            while (Jobs.Count == 0 && !program.IsCompleted)
                Monitor.Wait(Jobs);
            return Jobs.TryDequeue(out var job) ? job : null;
        }
    }

    private static void Pulse()
    {
        lock (Jobs)
            Monitor.Pulse(Jobs);
    }

    private sealed class Job(Action action)
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task Done => _done.Task;

        internal void Run()
        {
            try
            {
                action();
                _done.SetResult();
            }
            catch (Exception e)
            {
                _done.SetException(e);
            }
        }
    }
}
