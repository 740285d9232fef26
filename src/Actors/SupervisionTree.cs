using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Groups;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Logs;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors;

/// <summary>A running supervision tree: the door for hosts. Thread-safe.</summary>
public sealed class SupervisionTree : IAsyncDisposable
{
    private static readonly TimeSpan _answerTime = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource<TreeOutcome> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IActorRef _guardian;
    private readonly TreeServices _services;
    private readonly IProcessHost _host;
    private readonly Action<ReapedStranger> _onStranger;
    private readonly Prober _prober;
    private readonly ActorSystem? _ownSystem;
    private readonly IProcessHost? _ownHost;

    private SupervisionTree(SupervisionSettings settings, SupervisionTreeOptions options)
    {
        _ownSystem = options.System is null ? ActorSystem.Create("supervision", ConfigurationFactory.ParseString(KernelDefaults.Hocon)) : null;
        _ownHost = options.ProcessHost is null ? ProcessHost.Start() : null;
        System = options.System ?? _ownSystem!;
        _host = options.ProcessHost ?? _ownHost!;
        var events = new EventPublisher(System.EventStream, options.Time).Register();
        if (options.PublishOutput)
        {
            events.AlwaysPublishOutput();
        }

        Logs = new TreeLogs(events, options.Console, options.Time);
        _onStranger = stranger => events.Publish(new StrangerReaped(stranger.Pid));
        _host.StrangerReaped += _onStranger;
        _prober = new Prober(_host, options.Time);
        _services = new TreeServices(
            _host, events, options.Time, options.Jitter, new ProcessSampler(options.Time), new OomDetector(options.Time), _prober, Logs)
        {
            Gpu = new GpuMonitor(options.Gpu),
        };
        _guardian = System.ActorOf(SupervisionGuardian.Create(settings, _services, options, _completion), "supervision");
    }

    /// <summary>The actor system that the tree lives in, at <c>/user/supervision</c>; its event stream carries the events.</summary>
    public ActorSystem System { get; }

    /// <summary>What the engines wrote: files, tails, followers.</summary>
    public TreeLogs Logs { get; }

    /// <summary>Completes when every group is down, with how the tree ended; never faults.</summary>
    public Task<TreeOutcome> Completion => _completion.Task;

    /// <summary>Starts a tree: its listeners, then its groups in order of priority.</summary>
    /// <param name="settings">What to run.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>The tree, whose engines are being started.</returns>
    /// <exception cref="PlatformNotSupportedException">Engines need Linux.</exception>
    /// <exception cref="InvalidOperationException">The given actor system has a tree already.</exception>
    public static SupervisionTree Start(SupervisionSettings settings, SupervisionTreeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new SupervisionTree(settings, options ?? new SupervisionTreeOptions());
    }

    /// <summary>Begins to stop every group in order; <see cref="Completion"/> tells when that is done. A second call changes nothing.</summary>
    /// <param name="why">One phrase for the events, for example a signal's name.</param>
    public void Stop(string why) => _guardian.Tell(new StopTree(why));

    /// <summary>Skips every pre-stop wait and grace from now on: what still runs is killed at once.</summary>
    public void Hasten() => _guardian.Tell(HastenStop.Instance);

    /// <summary>Snapshots of all engines in start order.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<IReadOnlyList<EngineStatus>> StatusAsync(CancellationToken cancellation = default) =>
        (await _guardian.Ask<TreeStatus>(GetTree.Instance, _answerTime, cancellation).ConfigureAwait(false)).Engines;

    /// <summary>Asks for an engine to run; a pending backoff is skipped.</summary>
    /// <param name="engine">Instance name.</param>
    /// <param name="cancellation">Ends the wait for the answer, not the command.</param>
    public Task<EngineCommandResult> StartEngineAsync(string engine, CancellationToken cancellation = default) =>
        CommandAsync(engine, StartEngine.Instance, cancellation);

    /// <summary>Asks for an engine to be down until it is started again; beats every restart rule.</summary>
    /// <param name="engine">Instance name.</param>
    /// <param name="cancellation">Ends the wait for the answer, not the command.</param>
    public Task<EngineCommandResult> StopEngineAsync(string engine, CancellationToken cancellation = default) =>
        CommandAsync(engine, new StopEngine("asked to stop", Manual: true), cancellation);

    /// <summary>Asks for an engine to be stopped and started again; costs nothing of its budget.</summary>
    /// <param name="engine">Instance name.</param>
    /// <param name="cancellation">Ends the wait for the answer, not the command.</param>
    public Task<EngineCommandResult> RestartEngineAsync(string engine, CancellationToken cancellation = default) =>
        CommandAsync(engine, new RestartEngine("asked to restart"), cancellation);

    /// <summary>Stops the tree if it still runs, waits for it, and ends what the tree created.</summary>
    public async ValueTask DisposeAsync()
    {
        Stop("disposed");
        await Completion.ConfigureAwait(false);
        if (_ownSystem is not null)
        {
            await _ownSystem.Terminate().ConfigureAwait(false);
        }
        else
        {
            // Awaited, so that another tree may be started in the same system.
            await _guardian.GracefulStop(_answerTime).ConfigureAwait(false);
        }

        await _services.KillsAsync().ConfigureAwait(false);
        Logs.Close();
        _host.StrangerReaped -= _onStranger;
        _prober.Dispose();
        _services.Sampler.Dispose();
        _services.Oom.Dispose();
        _services.Gpu.Dispose();
        if (_ownHost is not null)
        {
            await _ownHost.DisposeAsync().ConfigureAwait(false);
        }
    }

    private Task<EngineCommandResult> CommandAsync(string engine, object command, CancellationToken cancellation) =>
        _guardian.Ask<EngineCommandResult>(new EngineCommand(engine, command), _answerTime, cancellation);
}
