using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Groups;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Journal;
using Supervision.Actors.Logs;
using Supervision.Actors.Reload;
using Supervision.Actors.Settings;
using Supervision.Actors.Settings.Loading;
using Supervision.Posix;

namespace Supervision.Actors;

/// <summary>A running supervision tree: the door for hosts. Thread-safe.</summary>
public sealed partial class SupervisionTree : IAsyncDisposable
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
        options = options with { TakenOver = options.TakenOver?.ArrivedAt(options.Time.GetElapsedTime(0)) };
        _ownSystem = options.System is null ? options.OwnSystem ?? CreateSystem() : null;
        _ownHost = options.ProcessHost is null ? ProcessHost.Start(new ProcessHostOptions { BeginsFrozen = options.TakenOver is not null }) : null;
        System = options.System ?? _ownSystem!;
        _host = options.ProcessHost ?? _ownHost!;
        Started = options.Time.GetUtcNow();
        var events = new EventPublisher(System.EventStream, options.Time).Hold().Register();
        if (options.PublishOutput)
        {
            events.AlwaysPublishOutput();
        }

        Logs = new TreeLogs(events, options.Console, options.Time);
        Journal = new EventJournal(settings.Journal, options.Time, value => events.Publish(value));
        if (options.TakenOver is { } state)
        {
            events.Restore(state.Tree.Sequence);
            Journal.Restore(state.Tree);
        }

        _onStranger = stranger => events.Publish(new StrangerReaped(stranger.Pid));
        _host.StrangerReaped += _onStranger;
        _prober = new Prober(_host, options.Time);
        _services = new TreeServices(
            _host, events, options.Time, options.Jitter, new ProcessSampler(options.Time), new OomDetector(options.Time), _prober, Logs)
        {
            Gpu = new GpuMonitor(options.Gpu),
        };
        _guardian = System.ActorOf(SupervisionGuardian.Create(settings, _services, WithJournal(options), _completion), "supervision");
    }

    /// <summary>The actor system that the tree lives in, at <c>/user/supervision</c>; its event stream carries the events.</summary>
    public ActorSystem System { get; }

    /// <summary>What the engines wrote: files, tails, followers.</summary>
    public TreeLogs Logs { get; }

    /// <summary>What happened: the last events of this tree, and of those before it whose file it goes on with.</summary>
    public EventJournal Journal { get; }

    /// <summary>When this tree was started, UTC.</summary>
    public DateTimeOffset Started { get; }

    /// <summary>Completes when every group is down, with how the tree ended; never faults.</summary>
    public Task<TreeOutcome> Completion => _completion.Task;

    /// <summary>Starts a tree: its listeners, then its groups in order of priority. Events are published when the listeners are subscribed, or after two seconds.</summary>
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

    /// <summary>The actor system of a tree that brings its own.</summary>
    internal static ActorSystem CreateSystem() => ActorSystem.Create("supervision", ConfigurationFactory.ParseString(KernelDefaults.Hocon));

    /// <summary>Begins to stop every group in order; <see cref="Completion"/> tells when that is done. A second call changes nothing.</summary>
    /// <param name="why">One phrase for the events, for example a signal's name.</param>
    public void Stop(string why) => _guardian.Tell(new StopTree(why));

    /// <summary>Skips every pre-stop wait and grace from now on: what still runs is killed at once.</summary>
    public void Hasten() => _guardian.Tell(HastenStop.Instance);

    /// <summary>Snapshots of all engines in start order.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<IReadOnlyList<EngineStatus>> StatusAsync(CancellationToken cancellation = default) =>
        (await _guardian.Ask<TreeStatus>(GetTree.Instance, _answerTime, cancellation).ConfigureAwait(false)).Engines;

    /// <summary>The settings as they are by now, with reloads and with instances that were added or removed at run time.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<SupervisionSettings> SettingsAsync(CancellationToken cancellation = default) =>
        _guardian.Ask<SupervisionSettings>(GetSettings.Instance, _answerTime, cancellation);

    /// <summary>Asks the GPU driver; it may take as long as <paramref name="patience"/>.</summary>
    /// <param name="patience">How long to wait, above zero.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<GpuReport> GpuAsync(TimeSpan patience, CancellationToken cancellation = default) => _services.Gpu.ReadAsync(patience, cancellation);

    /// <summary>Publishes that somebody gave a command, so that the journal knows who did what.</summary>
    /// <param name="command">The command; nobody else holds it yet.</param>
    public void Note(CommandGiven command)
    {
        ArgumentNullException.ThrowIfNull(command);
        _services.Events.Publish(command);
    }

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

    /// <summary>The same with a reason.</summary>
    /// <param name="engine">Instance name.</param>
    /// <param name="why">One phrase for the events: who asks.</param>
    /// <param name="cancellation">Ends the wait for the answer, not the command.</param>
    public Task<EngineCommandResult> StopEngineAsync(string engine, string why, CancellationToken cancellation) =>
        CommandAsync(engine, new StopEngine(why, Manual: true), cancellation);

    /// <summary>Asks for an engine to be stopped and started again; costs nothing of its budget.</summary>
    /// <param name="engine">Instance name.</param>
    /// <param name="cancellation">Ends the wait for the answer, not the command.</param>
    public Task<EngineCommandResult> RestartEngineAsync(string engine, CancellationToken cancellation = default) =>
        CommandAsync(engine, new RestartEngine("asked to restart"), cancellation);

    /// <summary>The same with a reason.</summary>
    /// <param name="engine">Instance name.</param>
    /// <param name="why">One phrase for the events: who asks.</param>
    /// <param name="cancellation">Ends the wait for the answer, not the command.</param>
    public Task<EngineCommandResult> RestartEngineAsync(string engine, string why, CancellationToken cancellation) =>
        CommandAsync(engine, new RestartEngine(why), cancellation);

    /// <summary>
    /// Counts as a beat of the heart of an engine that runs. From its first such beat on its process's state alone is no evidence of life any
    /// more in that attempt: an engine that stops to beat hangs by <c>heartbeat.timeout</c>.
    /// </summary>
    /// <param name="engine">Instance name.</param>
    /// <param name="status">What it says of itself, 500 characters at most; null for nothing.</param>
    /// <param name="cancellation">Ends the wait for the answer.</param>
    public Task<EngineCommandResult> BeatAsync(string engine, string? status = null, CancellationToken cancellation = default) =>
        CommandAsync(engine, new BeatEngine(status), cancellation);

    /// <summary>Writes to an engine's standard input (<c>stdin = pipe</c>).</summary>
    /// <param name="engine">Instance name.</param>
    /// <param name="data">The bytes; not to be changed before the task completes.</param>
    /// <param name="close">Whether the engine reads the end of its input after them. Default false.</param>
    /// <param name="cancellation">Gives up waiting for room in the pipe; a part may have been written.</param>
    public async Task<EngineStdinResult> WriteStdinAsync(
        string engine, ReadOnlyMemory<byte> data, bool close = false, CancellationToken cancellation = default)
    {
        // Longer than the write itself may take, so that its own answer comes.
        var answer = await _guardian.Ask<object>(
            new EngineCommand(engine, new WriteStdin(data, close, cancellation)), _answerTime + WriteStdin.Patience, cancellation).ConfigureAwait(false);
        return answer switch
        {
            EngineStdinResult result => result,
            EngineCommandResult.NotFound => EngineStdinResult.NotFound,
            _ => EngineStdinResult.NotRunning,
        };
    }

    /// <summary>Sends a signal to an engine's process; what the engine makes of it is its own affair.</summary>
    /// <param name="engine">Instance name.</param>
    /// <param name="signal">Number of the signal, 1 to 64.</param>
    /// <param name="wholeGroup">Whether the whole process group gets it, and not only the leader.</param>
    /// <param name="cancellation">Ends the wait for the answer, not the command.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such signal.</exception>
    public Task<EngineCommandResult> SignalEngineAsync(string engine, int signal, bool wholeGroup = false, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(signal, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(signal, 64);
        return CommandAsync(engine, new SignalEngine(signal, wholeGroup), cancellation);
    }

    /// <summary>Skips the grace of a stop that is under way, and of that one only: what still runs is killed at once.</summary>
    /// <param name="engine">Instance name.</param>
    /// <param name="cancellation">Ends the wait for the answer, not the command.</param>
    public Task<EngineCommandResult> HastenEngineAsync(string engine, CancellationToken cancellation = default) =>
        CommandAsync(engine, HastenEngine.Instance, cancellation);

    /// <summary>
    /// Restarts all instances of an engine that are wanted up, the next one when enough of them are ready; it ends with
    /// <see cref="RollingRestartEnded"/>, and early where an instance is given up on or its group stops.
    /// </summary>
    /// <param name="engine">The engine, or one of its instances.</param>
    /// <param name="maxUnavailable">How many may be other than ready at a time, 1 or more; one that is not ready anyway counts.</param>
    /// <param name="cancellation">Ends the wait for the answer, not the command.</param>
    /// <returns>Whether it began.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxUnavailable"/> is less than 1.</exception>
    public Task<EngineCommandResult> RollingRestartAsync(string engine, int maxUnavailable = 1, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxUnavailable, 1);
        return InstancesAsync(engine, new RollInstances(maxUnavailable), cancellation);
    }

    /// <summary>
    /// Changes the number of an engine's instances while it runs: new ones are started, those with the highest indices are stopped and leave.
    /// Settings that were made in code can only be scaled down.
    /// </summary>
    /// <param name="engine">The engine, or one of its instances.</param>
    /// <param name="instances">1 to 256.</param>
    /// <param name="cancellation">Ends the wait for the answer, not the command.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="instances"/> is out of its range.</exception>
    public Task<EngineCommandResult> ScaleEngineAsync(string engine, int instances, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(instances, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(instances, Limits.MostInstances);
        return InstancesAsync(engine, new ScaleInstances(instances, null), cancellation);
    }

    /// <summary>
    /// Puts other settings in place of those that run. What did not change is not touched; what only concerns decisions to come changes in place;
    /// where the process has to be started anew, the instances of an engine are restarted one at a time. Stops by hand, restart budgets and
    /// backoffs stay. <see cref="ConfigurationReloaded"/> or <see cref="ReloadRefused"/> tells of it.
    /// </summary>
    /// <param name="settings">What shall run.</param>
    /// <param name="dryRun">Only compares.</param>
    /// <param name="cancellation">Ends the wait for the answer, not the reload.</param>
    /// <returns>What came of it, and the difference; restarts are still under way then.</returns>
    public Task<ReloadResult> ReloadAsync(SupervisionSettings settings, bool dryRun = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return _guardian.Ask<ReloadResult>(new ReloadTree(settings, dryRun), _answerTime, cancellation);
    }

    /// <summary>The same with the outcome of loading; where that is errors, everything runs on and <see cref="ReloadRefused"/> tells them.</summary>
    /// <param name="loaded">Settings or errors.</param>
    /// <param name="dryRun">Only compares.</param>
    /// <param name="cancellation">Ends the wait for the answer, not the reload.</param>
    public Task<ReloadResult> ReloadAsync(SettingsResult loaded, bool dryRun = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        if (loaded.Settings is { } settings)
        {
            return ReloadAsync(settings, dryRun, cancellation);
        }

        var problem = string.Join('\n', loaded.Errors.Select(error => (error with { SourceLine = null }).Render()));
        if (!dryRun)
        {
            _guardian.Tell(new RefuseReload(problem));
        }

        return Task.FromResult(new ReloadResult(ReloadStatus.Refused, SettingsDifference.Empty) { Problem = problem });
    }

    /// <summary>Why an engine is as it is: its last attempts, its budget, and what comes next.</summary>
    /// <param name="engine">Instance name.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Null where there is no engine of that name, or its group is gone already.</returns>
    public async Task<EngineReport?> WhyAsync(string engine, CancellationToken cancellation = default) =>
        await _guardian.Ask<object>(new WhyEngine(engine), _answerTime, cancellation).ConfigureAwait(false) as EngineReport;

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
        Journal.Dispose();
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

    private Task<EngineCommandResult> InstancesAsync(string engine, object command, CancellationToken cancellation) =>
        _guardian.Ask<EngineCommandResult>(new InstancesCommand(engine, command), _answerTime, cancellation);

    // The journal is a listener like any other, so it cannot hold up the tree either.
    private SupervisionTreeOptions WithJournal(SupervisionTreeOptions options)
    {
        var journal = Journal;
        return options with
        {
            Listeners = options.Listeners
                .Append(KeyValuePair.Create(JournalListener.ListenerName, Props.Create(() => new JournalListener(journal))))
                .ToDictionary(StringComparer.Ordinal),
        };
    }

    private Task<EngineCommandResult> CommandAsync(string engine, object command, CancellationToken cancellation) =>
        _guardian.Ask<EngineCommandResult>(new EngineCommand(engine, command), _answerTime, cancellation);
}
