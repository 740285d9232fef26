// Overview
// One object owns everything that a host runs: the plan, the actor system, the tree and its control service. Nothing is made before it is
// needed: the plan when somebody first asks (a mistake in it fails the host's start), the actor system when it is injected or the host
// starts, the tree with the start alone. The end has one way, whoever wants it (the host's stop, Terminate on the system, a failed start):
// the coordinated shutdown of the system, whose phase service-stop stops the tree in order. A host that loses patience hastens the tree,
// which kills what still runs, and waits a bounded time for that: an engine must not outlive its host because somebody was in a hurry.
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Supervision.Actors;
using Supervision.Actors.Settings;
using Supervision.Control;
using Supervision.Control.Http;
using Supervision.Control.Pbm;
using ILoggerFactory = Microsoft.Extensions.Logging.ILoggerFactory;

namespace Supervision.Hosting;

/// <summary>What a host runs. Thread-safe.</summary>
[SuppressMessage("Reliability", "CA2213:Disposable fields should be disposed", Justification = "EndTreeAsync does, whoever asks for the end.")]
internal sealed class SupervisionRuntime : IAsyncDisposable, IDisposable
{
    // After a hastened stop: what kills and the actor system's own end take beside the wait after KILL.
    private static readonly TimeSpan _hastenMargin = TimeSpan.FromSeconds(5);

    private readonly Lazy<HostPlan> _plan;
    private readonly Lazy<ActorSystem> _system;
    private readonly ILogger _log;
    private readonly Lock _gate = new();
    private volatile SupervisionTree? _tree;
    private volatile ControlService? _control;
    private EngineLineLog? _lines;
    private HttpControlServer? _http;
    private PbmListeners? _pbmListeners;
    private PbmHost? _pbm;
    private Task? _treeEnd;
    private volatile bool _stopping;
    private volatile bool _hostStops;

    public SupervisionRuntime(string name, Action<SupervisionBuilder, IServiceProvider> configure, IServiceProvider services)
    {
        LoggerFactory = services.GetRequiredService<ILoggerFactory>();
        _plan = new Lazy<HostPlan>(() => HostPlan.Make(name, configure, services));
        _system = new Lazy<ActorSystem>(() =>
        {
            var system = KernelSystem.Create(Plan, LoggerFactory);
            services.GetService<HostLogTarget>()?.Begin(system);
            return system;
        });
        Time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        Board = new EngineBoard(Time);
        _log = LoggerFactory.CreateLogger("Supervision.Hosting");
    }

    public HostPlan Plan => _plan.Value;

    public ActorSystem System => _system.Value;

    public TimeProvider Time { get; }

    public EngineBoard Board { get; }

    public ILoggerFactory LoggerFactory { get; }

    /// <summary>The tree; null before the start, and for a host without engines.</summary>
    public SupervisionTree? Tree => _tree;

    /// <summary>Whether the end has begun.</summary>
    public bool IsStopping => _stopping;

    /// <summary>Whether the host stops, or gives up its start; otherwise the actor system ended by itself.</summary>
    public bool HostStops => _hostStops;

    /// <exception cref="InvalidOperationException">The host has not been started, or has no engines.</exception>
    public ControlService Control => _control ?? throw new InvalidOperationException(
        "the engines are not there yet: ISupervisionControl can be used once the host has started, and where an engine is configured; "
        + "inject IEngineControl where something is made earlier");

    /// <summary>Starts the actors, then the tree, then whatever was asked for with AddStartup.</summary>
    public async Task StartAsync(Action stopHost, CancellationToken cancellation)
    {
        var plan = Plan;
        var registry = ActorRegistry.For(System);
        foreach (var start in plan.Builder.Actors)
            await start(System, registry).ConfigureAwait(false);
        AddShutdownTasks(plan);
        if (plan.Settings is { } settings)
            await StartTreeAsync(plan, settings, stopHost, cancellation).ConfigureAwait(false);
        foreach (var startup in plan.Builder.Startups)
        {
            cancellation.ThrowIfCancellationRequested();
            await startup(System, registry).ConfigureAwait(false);
        }
    }

    /// <summary>Stops everything in order.</summary>
    /// <param name="patience">Its end hastens: engines are killed at once.</param>
    public async Task StopAsync(CancellationToken patience)
    {
        _hostStops = true;
        _stopping = true;
        if (!_system.IsValueCreated)
            return;
        var end = CoordinatedShutdown.Get(System).Run(HostStopReason.Instance);
        try
        {
            await end.WaitAsync(patience).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !end.IsCompleted)
        {
            HostingLog.Hastened(_log);
            _tree?.Hasten();
            await EndHastenedAsync(end).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            HostingLog.ShutdownFailed(_log, error);
        }
    }

    /// <summary>Asks the tree itself for what the board shall show.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        if (_tree is not { } tree)
            return;
        var settings = await tree.SettingsAsync(cancellation).ConfigureAwait(false);
        Board.Replace(settings, await tree.StatusAsync(cancellation).ConfigureAwait(false));
    }

    /// <summary>Skips every grace from now on.</summary>
    public void Hasten() => _tree?.Hasten();

    public async ValueTask DisposeAsync()
    {
        if (!_system.IsValueCreated)
            return;
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        await StopTreeAsync().ConfigureAwait(false);
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task EndHastenedAsync(Task end)
    {
        try
        {
            await end.WaitAsync(Plan.KillTimeout + _hastenMargin, Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            HostingLog.StillRunning(_log, Plan.KillTimeout + _hastenMargin);
        }
        catch (Exception error)
        {
            HostingLog.ShutdownFailed(_log, error);
        }
    }

    private void AddShutdownTasks(HostPlan plan)
    {
        var shutdown = CoordinatedShutdown.Get(System);
        foreach (var add in plan.Builder.Shutdowns)
            add(shutdown);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "stop-engines", async () =>
        {
            await StopTreeAsync().ConfigureAwait(false);
            return Done.Instance;
        });
    }

    private async Task StartTreeAsync(HostPlan plan, SupervisionSettings settings, Action stopHost, CancellationToken cancellation)
    {
        // The addresses first: where one is taken, no engine is started.
        var pbm = plan.Options.OpenControl ? PbmDoor.Options(settings.Control.Pbm, $"{System.Name} (Supervision.Hosting)") : null;
        _pbmListeners = pbm is null ? null : PbmListeners.Open(pbm);
        if (plan.Options.OpenControl && (settings.Control.HttpHost ?? settings.Control.UnixPath) is not null)
            _http = await HttpControlServer.OpenAsync(new HttpControlOptions { Settings = settings.Control, Stopping = () => _stopping }, cancellation).ConfigureAwait(false);
        Board.Begin(settings);
        var board = Board;
        Func<CancellationToken, Task> refresh = RefreshAsync;
        var listeners = new Dictionary<string, Props>(plan.Builder.Listeners, StringComparer.Ordinal)
        {
            [BoardListener.Name] = Props.Create(() => new BoardListener(board, refresh)),
        };
        if (plan.Options.LogEvents)
        {
            var log = new EventLog(LoggerFactory);
            listeners[EventLogListener.Name] = Props.Create(() => new EventLogListener(log));
        }

        _lines = plan.Options.LogEngineOutput ? new EngineLineLog(LoggerFactory) : null;
        _tree = SupervisionTree.Start(settings, new SupervisionTreeOptions
        {
            System = System,
            Time = Time,
            Listeners = listeners,
            Console = _lines,
        });
        _control = new ControlService(_tree, new ControlOptions
        {
            Time = Time,
            Loaded = plan.Loaded,
            Load = plan.Stack.Load,
            Stop = _ => stopHost(),
        });
        _http?.Serve(_control);
        if (_pbmListeners is not { Endpoints.IsEmpty: false })
            return;
        _pbm = new PbmHost(System, pbm, _pbmListeners).RegisterControlPalettes(_control);
        _pbm.Start();
    }

    // Once, whoever asks: a phase of the shutdown, a failed start, or the end of the host's services.
    private Task StopTreeAsync()
    {
        lock (_gate)
            return _treeEnd ??= EndTreeAsync();
    }

    private async Task EndTreeAsync()
    {
        _stopping = true;
        if (_tree is { } tree)
        {
            tree.Stop("the host stops");
            var outcome = await tree.Completion.ConfigureAwait(false);
            if (outcome.Survivors.Count > 0)
                HostingLog.Survivors(_log, string.Join(", ", outcome.Survivors));
        }

        if (_http is not null)
            await _http.DisposeAsync().ConfigureAwait(false);
        if (_pbm is not null)
            await _pbm.DisposeAsync().ConfigureAwait(false);
        else
            _pbmListeners?.Dispose();
        if (_control is { } control)
            await control.DisposeAsync().ConfigureAwait(false);
        if (_tree is not null)
            await _tree.DisposeAsync().ConfigureAwait(false);
        if (_lines is not null)
            await _lines.DisposeAsync().ConfigureAwait(false);
    }
}
