using Supervision.Actors;
using Supervision.Actors.Messages;
using Supervision.Actors.Reload;
using Supervision.Actors.Settings;
using Supervision.Control;
using Supervision.Control.Health;
using Supervision.Entrypoint.Health;
using Supervision.Entrypoint.Logging;

namespace Supervision.Entrypoint.Daemon;

/// <summary>One life of the daemon: from valid settings to an exit code.</summary>
/// <param name="settings">What to run.</param>
/// <param name="warnings">What the settings' source had to say.</param>
/// <param name="log">Where the daemon reports.</param>
/// <param name="signals">Who asks it to stop.</param>
/// <param name="start">Starts the tree.</param>
/// <param name="load">Loads the settings anew; null where they cannot change.</param>
/// <param name="loaded">What the settings were loaded from.</param>
internal sealed partial class DaemonRun(
    SupervisionSettings settings, IReadOnlyList<string> warnings, ConsoleLog log, StopSignals signals,
    Func<SupervisionSettings, ConsoleLog, IRunningTree> start, Func<SettingsResult>? load = null, SettingsResult? loaded = null)
{
    /// <summary>How long the engines get when the supervising code itself has failed.</summary>
    private static readonly TimeSpan EmergencyPatience = TimeSpan.FromSeconds(10);

    /// <summary>How long the tree may take to answer a probe.</summary>
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(3);

    private readonly TaskCompletionSource<HealthView> _health = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IRunningTree? _tree;
    private ControlService? _control;
    private ServiceNotifier? _service;
    private volatile bool _stopping;
    private ExitCodePolicy _exitCode = settings.ExitCode;
    private int _reloads;
    private TimeSpan _replacementPatience = settings.Reexec.Timeout;

    /// <summary>The program that may take this one's place; null where none can.</summary>
    public Successor? Successor { get; init; }

    /// <summary>What an earlier image left.</summary>
    public Predecessor Predecessor { get; init; } = new(null, null);

    /// <summary>The file that goes with the process.</summary>
    public string? Written { get; init; }

    /// <summary>Runs until the tree has ended.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        AppDomain.CurrentDomain.UnhandledException += OnUnhandled;
        try
        {
            return await RunTreeAsync();
        }
        catch (IOException error) when (_tree is null)
        {
            // What names a setting says itself what helps; the rest is what the system does not give us.
            string help = error.Message.StartsWith("supervision.", StringComparison.Ordinal) ? "" : "; raise the limit that is reached (ulimit -a shows them)";
            log.Write(DaemonMessages.CannotStart, ("error", error.Message + help), ("exitCode", ExitCodes.InternalError));
            return ExitCodes.InternalError;
        }
        catch (Exception error)
        {
            return await StopAfterBugAsync(error);
        }
        finally
        {
            AppDomain.CurrentDomain.UnhandledException -= OnUnhandled;
        }
    }

    private async Task<int> RunTreeAsync()
    {
        if (Predecessor.State is { } left)
        {
            log.Write(DaemonMessages.DaemonReplaced,
                ("version", ProductVersion.Number), ("commit", ProductVersion.Commit), ("engines", left.Engines), ("processes", left.Processes),
                ("pid", Environment.ProcessId));
        }
        else
        {
            log.Write(DaemonMessages.DaemonStarting,
                ("version", ProductVersion.Number), ("commit", ProductVersion.Commit), ("engines", settings.Engines.Count()),
                ("groups", settings.Groups.Length), ("pid", Environment.ProcessId));
        }

        foreach (string warning in warnings)
            log.Write(DaemonMessages.ConfigurationWarning, ("warning", warning));
        await EndWhatCannotBeTakenOverAsync();
        if (signals.Received && Predecessor.State is null)
        {
            signals.Attach(name => log.Write(DaemonMessages.StopRequested, ("signal", name)), static _ => { });
            log.Write(DaemonMessages.Stopped, ("summary", "stopped before any engine was started"));
            return ExitCodes.Stopped;
        }

        // The address first: where it is taken, nothing is started.
        int? socket = Predecessor.HealthSocket(HealthAddress);
        using HealthServer? server = settings.Health.Host is { } host ? HealthServer.Start(host, settings.Health.Port, AskAsync, socket) : null;
        _server = server;
        await using DaemonControl? control = await DaemonControl.OpenAsync(settings, () => signals.Received || _stopping);
        using var service = new ServiceNotifier(Environment.GetEnvironmentVariable);
        _service = service;
        _tree = start(Predecessor.State?.SettingsFor(settings) ?? settings, log);
        _control = control?.Serve(_tree, ControlOptions(), ReportTelemetry);
        if (control is not null && string.Join(", ", control.PbmEndpoints) is { Length: > 0 } endpoints)
            log.Write(DaemonMessages.PbmListening, ("endpoints", endpoints));
        _health.TrySetResult(new HealthView(_tree.StatusAsync, () => signals.Received || _stopping, AnswerPatience));
        signals.Attach(Stop, Hasten);
        signals.AttachReopen(ReopenLogs);
        service.Begin(AskAsync);
        signals.AttachReload(signal => _ = ReloadAsync(signal));
        signals.AttachReplace(signal => _ = ReplaceAsync(signal));
        if (Predecessor.State?.DiffersFrom(settings) == true)
            _ = ReloadAsync("the new program");
        _ = OwnAssemblies.LoadSoonAsync(TimeProvider.System);
        using IdleTrim trim = new(TimeProvider.System);
        TreeOutcome outcome = await _tree.Completion;
        if (control is not null)
            await control.DisposeAsync();
        await _tree.DisposeAsync();
        return Report(outcome);
    }

    private void ReportTelemetry(string? problem)
    {
        if (problem is null)
            log.Write(DaemonMessages.TelemetryWorks);
        else
            log.Write(DaemonMessages.TelemetryFails, ("problem", problem));
    }

    private ControlOptions ControlOptions() => new()
    {
        Version = ProductVersion.Number,
        Commit = ProductVersion.Commit,
        Loaded = loaded,
        Load = load,
        Reloaded = OnReloaded,
        LogLevel = () => log.Level,
        SetLogLevel = level => log.Level = level,
        Stop = why =>
        {
            _stopping = true;
            _service?.Stopping();
            _tree!.Stop(why);
        },
        Hasten = _ => _tree!.Hasten(),
        Reexec = ReplaceForControlAsync,
    };

    private void OnReloaded(SettingsResult result)
    {
        foreach (SettingsWarning warning in result.Warnings)
            log.Write(DaemonMessages.ConfigurationWarning, ("warning", warning.Render()));
        TakeOn(result.Settings!);
    }

    private void TakeOn(SupervisionSettings settings)
    {
        _exitCode = settings.ExitCode;
        _replacementPatience = settings.Reexec.Timeout;
    }

    private async Task<HealthAnswer> AskAsync(HealthQuestion question) => await (await _health.Task).AskAsync(question);

    private void Stop(string signal)
    {
        _stopping = true;
        _service?.Stopping();
        log.Write(DaemonMessages.StopRequested, ("signal", signal));
        _tree!.Stop(signal);
    }

    private void Hasten(string signal)
    {
        log.Write(DaemonMessages.Hastened, ("signal", signal));
        _tree!.Hasten();
    }

    private void ReopenLogs(string signal)
    {
        _tree!.ReopenLogs();
        log.Write(DaemonMessages.LogsReopened, ("signal", signal));
    }

    /// <summary>Loads and reloads, one at a time: what is asked for meanwhile is one more look at the files afterwards. Never faults.</summary>
    /// <param name="signal">Who asks.</param>
    internal async Task ReloadAsync(string signal)
    {
        log.Write(DaemonMessages.ReloadRequested, ("signal", signal));
        if (Interlocked.Increment(ref _reloads) > 1)
            return;
        int seen;
        do
        {
            seen = Volatile.Read(ref _reloads);
            try
            {
                await (_control is { } control ? control.ReloadAsync(new ControlCaller(signal)) : ReloadAsync());
            }
            catch (Exception error)
            {
                // Everything runs on as it was, which is what a refusal means.
                log.Write(DaemonMessages.ReloadRefused, ("why", error.Message));
            }
        }
        while (Interlocked.Add(ref _reloads, -seen) > 0);
    }

    private async Task ReloadAsync()
    {
        if (load?.Invoke() is not { } loaded)
            return;
        foreach (SettingsWarning warning in loaded.Warnings)
            log.Write(DaemonMessages.ConfigurationWarning, ("warning", warning.Render()));
        ReloadResult result = await _tree!.ReloadAsync(loaded);
        if (result.Status is ReloadStatus.Applied or ReloadStatus.Unchanged)
            TakeOn(loaded.Settings!);
    }

    private int Report(TreeOutcome outcome)
    {
        if (outcome.Survivors.Count > 0)
            log.Write(DaemonMessages.Survivors, ("survivors", string.Join(", ", outcome.Survivors)));
        int code = outcome.ExitCode(_exitCode);
        if (outcome.Kind != TreeOutcomeKind.Stopped)
            TerminationMessage.Write(settings.Health.TerminationMessage, outcome.Summary);
        switch (outcome.Kind)
        {
            case TreeOutcomeKind.Stopped:
                log.Write(DaemonMessages.Stopped, ("summary", outcome.Summary), ("exitCode", code));
                break;
            case TreeOutcomeKind.GaveUp:
                log.Write(DaemonMessages.GaveUp, ("summary", outcome.Summary), ("exitCode", code));
                break;
            default:
                log.Write(DaemonMessages.InternalError, ("error", outcome.Summary), ("exitCode", code));
                break;
        }
        return code;
    }

    private async Task<int> StopAfterBugAsync(Exception error)
    {
        if (error.GetBaseException() is OutOfMemoryException)
            log.Write(DaemonMessages.OutOfResources, ("openFiles", OpenFiles.Limit), ("exitCode", ExitCodes.InternalError));
        else
            log.Write(DaemonMessages.InternalError, ("error", error.ToString()), ("exitCode", ExitCodes.InternalError));
        if (_tree is { } tree)
        {
            tree.Stop("internal error");
            if (await Task.WhenAny(tree.Completion, Task.Delay(EmergencyPatience)) != tree.Completion)
            {
                tree.Hasten();
                await Task.WhenAny(tree.Completion, Task.Delay(EmergencyPatience));
            }
        }
        return ExitCodes.InternalError;
    }

    /// <summary>An exception on nobody's thread ends the process after this handler, so the engines are stopped here.</summary>
    private void OnUnhandled(object sender, UnhandledExceptionEventArgs e)
    {
        int code = StopAfterBugAsync((Exception)e.ExceptionObject).GetAwaiter().GetResult();
        log.Dispose();
        Environment.Exit(code);
    }
}
