namespace Supervision.Posix;

/// <summary>Makes the host of child processes. One in a process is usual.</summary>
public sealed class ProcessHost : IProcessHost
{
    private readonly Spawner _spawner;

    private ProcessHost(ProcessHostOptions options)
    {
        Options = options;
        Loop = new IoLoop(options.ObserverFault);
        Sweeper = new TreeSweeper(options.TimeProvider);
        _spawner = new Spawner(this);
        Reaper.Start(this);
    }

    /// <inheritdoc/>
    public event Action<ReapedStranger>? StrangerReaped;

    internal ProcessHostOptions Options { get; }

    internal IoLoop Loop { get; }

    internal TreeSweeper Sweeper { get; }

    internal PumpLoop Pumps { get; } = new();

    /// <summary>
    /// Starts the host's threads, makes this process the reaper of its orphaned descendants, and SIGPIPE an error of write.
    /// </summary>
    /// <param name="options">Options; null for the defaults.</param>
    /// <exception cref="PlatformNotSupportedException">Not on Linux.</exception>
    /// <exception cref="IOException">Out of descriptors.</exception>
    public static IProcessHost Start(ProcessHostOptions? options = null)
    {
        ProcessSetup.Ensure();
        return new ProcessHost(options ?? new ProcessHostOptions());
    }

    /// <inheritdoc/>
    public Task<SpawnResult> SpawnAsync(SpawnRequest request, IProcessObserver observer, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(observer);
        return _spawner.Enqueue(request, observer, ct);
    }

    internal void OnStranger(in ReapedStranger stranger)
    {
        try
        {
            StrangerReaped?.Invoke(stranger);
        }
        catch (Exception e)
        {
            // The reaper must outlive its listeners.
            Options.ObserverFault?.Invoke(e);
        }
    }

    /// <summary>Lets go: children live on, their pipes are closed, their exits are still reaped and complete their tasks.</summary>
    public void Dispose()
    {
        Reaper.Stop(this);
        _spawner.Dispose();
        Sweeper.Dispose();
        Pumps.Dispose();
        Loop.Dispose();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
