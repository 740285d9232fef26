namespace Supervision.Posix;

/// <summary>Makes the host of child processes. One in a process is usual.</summary>
public sealed class ProcessHost : IProcessHost
{
    private readonly Spawner _spawner;

    private ProcessHost(ProcessHostOptions options)
    {
        Options = options;
        Loop = new IoLoop(options.ObserverFault, options.BeginsFrozen);
        Pumps = new PumpLoop(options.BeginsFrozen);
        if (options.BeginsFrozen)
            ChildRegistry.Freeze();
        Sweeper = new TreeSweeper(options.TimeProvider);
        _spawner = new Spawner(this);
        Reaper.Start(this);
    }

    /// <inheritdoc/>
    public event Action<ReapedStranger>? StrangerReaped;

    internal ProcessHostOptions Options { get; }

    internal IoLoop Loop { get; }

    internal TreeSweeper Sweeper { get; }

    internal PumpLoop Pumps { get; }

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

    /// <inheritdoc/>
    public string? TryFreeze(IReadOnlyCollection<IChildProcess> children, TimeSpan bound)
    {
        ArgumentNullException.ThrowIfNull(children);
        var known = children.ToHashSet();
        if (ChildRegistry.Unreaped.Values.Concat(ChildRegistry.Trees.Values).FirstOrDefault(child => child.Host == this && !known.Contains(child)) is { } other)
            return $"process {other.Pid} was started for a while only and still runs";
        if (children.OfType<ChildProcess>().FirstOrDefault(child => child.IsWriting) is { } slow)
            return $"process {slow.Pid} does not read its standard input";
        if (!Pumps.TryFreeze(bound))
            return "a log file or another target of output takes nothing";
        ChildRegistry.Freeze();
        if (Loop.TryFreeze(bound))
        {
            // One look at /proc for all that are handed over.
            lock (ProcScanner.Shared.Gate)
                ProcScanner.Shared.Scan_NeedsGate();
            return null;
        }

        Thaw();
        return "an observer of processes does not return";
    }

    /// <inheritdoc/>
    public void Thaw()
    {
        ChildRegistry.Thaw();
        Reaper.OnSpawned();
        Loop.Thaw();
        Pumps.Thaw();
    }

    /// <inheritdoc/>
    public HandedProcess HandOver(IChildProcess child) => child is ChildProcess own && own.Host == this
        ? own.HandOver()
        : throw new ArgumentException("it is no child of this host", nameof(child));

    /// <inheritdoc/>
    public IChildProcess Adopt(HandedProcess handed, IProcessObserver observer)
    {
        ArgumentNullException.ThrowIfNull(handed);
        ArgumentNullException.ThrowIfNull(observer);
        InheritedFile.Secure(handed.Descriptors());
        ChildProcess child;
        lock (ChildRegistry.SpawnGate)
        {
            child = new ChildProcess(this, observer, handed);
            ChildRegistry.Adopt_NeedsSpawnGate(child);
        }

        foreach (var member in handed.Members)
            ChildRegistry.Members[member] = child;
        Loop.Attach(child);
        if (child.HasExited)
            Loop.ReportExit(child);
        return child;
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
