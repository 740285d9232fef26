// Commands for engines.
using System.Collections.Immutable;
using Supervision.Actors;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Control;

public sealed partial class ControlService
{
    private const int LongestInput = 1024 * 1024;
    private const int LongestStatus = 500;
    private const string Up = "up";
    private const string Down = "down";

    /// <inheritdoc/>
    public Task<CommandReport> StartAsync(Target target, ControlCaller by, CommandOptions? options = null, CancellationToken cancellation = default) =>
        EachAsync("start", target, by, async (engine, before) =>
        {
            if (before is { Desired: DesiredState.Up, State: EngineState.Running or EngineState.Starting }
                && !(options?.Wait == true && before.Readiness != Readiness.Ready) && !_orders.LeadsElsewhere(engine.Name, Up))
            {
                return Already(engine, before.State == EngineState.Running ? $"already running as pid {before.Pid}" : "already starting");
            }

            var order = new OrderBook.Order(engine.Name, Up, "start", by);
            var result = await _orders.GiveAsync(order, () => _tree.StartEngineAsync(engine.Name, cancellation)).ConfigureAwait(false);
            return await AwaitUpAsync(engine, before, order, result, "started", options, cancellation).ConfigureAwait(false);
        }, cancellation);

    /// <inheritdoc/>
    public Task<CommandReport> StopAsync(Target target, ControlCaller by, CommandOptions? options = null, CancellationToken cancellation = default) =>
        EachAsync("stop", target, by, async (engine, before) =>
        {
            if (before is { Desired: DesiredState.Down, State: EngineState.Stopped } && !_orders.LeadsElsewhere(engine.Name, Down))
            {
                return Already(engine, "already stopped");
            }

            var order = new OrderBook.Order(engine.Name, Down, "stop", by);
            var result = await _orders.GiveAsync(order, () => _tree.StopEngineAsync(engine.Name, $"asked to stop by {by}", cancellation)).ConfigureAwait(false);
            if (result != EngineCommandResult.Accepted || options is not { Wait: true })
            {
                return Answer(engine, result, "stopping");
            }

            return await AwaitAsync(
                engine, order, DesiredState.Down, options, "still stopping",
                status => status.State switch
                {
                    EngineState.Stopped => Ok(engine, "stopped"),
                    EngineState.Exited or EngineState.Fatal when status is { Pid: null, Desired: DesiredState.Down } => Ok(engine, "stopped"),
                    EngineState.Unknown => Failed(engine, "some of its processes survived KILL"),
                    _ => null,
                },
                cancellation).ConfigureAwait(false);
        }, cancellation);

    /// <inheritdoc/>
    public Task<CommandReport> RestartAsync(
        Target target, ControlCaller by, CommandOptions? options = null, CancellationToken cancellation = default) =>
        EachAsync("restart", target, by, async (engine, before) =>
        {
            var order = new OrderBook.Order(engine.Name, Up, "restart", by);
            var result = await _orders.GiveAsync(order, () => _tree.RestartEngineAsync(engine.Name, $"asked to restart by {by}", cancellation)).ConfigureAwait(false);
            return await AwaitUpAsync(engine, before, order, result, "restarting", options, cancellation, anew: true).ConfigureAwait(false);
        }, cancellation);

    /// <inheritdoc/>
    public Task<CommandReport> SignalAsync(
        Target target, int signal, ControlCaller by, bool wholeGroup = false, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(signal, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(signal, 64);
        var name = Signals.NameOf(signal);
        return EachAsync($"signal {name}", target, by, async (engine, _) => Answer(
            engine, await _tree.SignalEngineAsync(engine.Name, signal, wholeGroup, cancellation).ConfigureAwait(false), $"{name} sent"), cancellation);
    }

    /// <inheritdoc/>
    public Task<CommandReport> HastenAsync(Target target, ControlCaller by, CancellationToken cancellation = default) =>
        EachAsync("hasten", target, by, async (engine, before) => before.State != EngineState.Stopping
            ? new EngineOutcome(engine.Name, engine.Group, CommandStatus.NotRunning, "is not stopping")
            : Answer(engine, await _tree.HastenEngineAsync(engine.Name, cancellation).ConfigureAwait(false), "not waiting any longer"), cancellation);

    /// <inheritdoc/>
    public async Task<EngineOutcome> WriteStdinAsync(
        string engine, ReadOnlyMemory<byte> data, ControlCaller by, bool close = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data.Length, LongestInput, nameof(data));
        var result = await _tree.WriteStdinAsync(engine, data, close, cancellation).ConfigureAwait(false);
        var outcome = new EngineOutcome(engine, await GroupOfAsync(engine, cancellation).ConfigureAwait(false), result switch
        {
            EngineStdinResult.Written => CommandStatus.Ok,
            EngineStdinResult.NotFound => CommandStatus.NotFound,
            EngineStdinResult.NotRunning => CommandStatus.NotRunning,
            EngineStdinResult.NotPiped => CommandStatus.NotPossible,
            EngineStdinResult.Full => CommandStatus.TimedOut,
            _ => CommandStatus.Failed,
        }, result switch
        {
            EngineStdinResult.Written => $"{data.Length} bytes written{(close ? ", end of input" : "")}",
            EngineStdinResult.NotFound => $"there is no engine '{engine}'",
            EngineStdinResult.NotRunning => "has no process",
            EngineStdinResult.NotPiped => "its standard input is no pipe; set stdin = pipe",
            EngineStdinResult.Full => "it does not read its standard input; a part may have been written",
            _ => "its standard input is closed",
        });
        Note("stdin", engine, by, outcome.Message);
        return outcome;
    }

    /// <inheritdoc/>
    public async Task<EngineOutcome> BeatAsync(string engine, string? status = null, CancellationToken cancellation = default)
    {
        var text = status?.Length > LongestStatus ? status[..LongestStatus] : status;
        var result = await _tree.BeatAsync(engine, text is null ? null : OneLine(text), cancellation).ConfigureAwait(false);
        return new EngineOutcome(engine, await GroupOfAsync(engine, cancellation).ConfigureAwait(false), StatusOf(result), result switch
        {
            EngineCommandResult.Accepted => "alive",
            EngineCommandResult.NotFound => $"there is no engine '{engine}'",
            _ => "does not run",
        });
    }

    private async Task<string> GroupOfAsync(string engine, CancellationToken cancellation) =>
        (await EnginesAsync(cancellation).ConfigureAwait(false)).FirstOrDefault(one => one.Name == engine)?.Group ?? "";

    private async Task<CommandReport> EachAsync(
        string command, Target target, ControlCaller by, Func<EngineSettings, EngineStatus, Task<EngineOutcome>> carryOut, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(by);
        var settings = await EnginesAsync(cancellation).ConfigureAwait(false);
        var statuses = (await _tree.StatusAsync(cancellation).ConfigureAwait(false)).ToDictionary(status => status.Name, StringComparer.Ordinal);
        List<EngineSettings> engines = [.. settings.Where(engine => statuses.ContainsKey(engine.Name))];
        return await ReportAsync(command, target, by, engines, [.. target.Select(engines).Select(engine => carryOut(engine, statuses[engine.Name]))])
            .ConfigureAwait(false);
    }

    private async Task<CommandReport> ReportAsync(
        string command, Target target, ControlCaller by, IReadOnlyList<EngineSettings> engines, IReadOnlyList<Task<EngineOutcome>> outcomes)
    {
        try
        {
            var report = new CommandReport(
                command, target.ToString()!,
                [
                    .. await Task.WhenAll(outcomes).ConfigureAwait(false),
                    .. target.Void(engines).Select(part => new EngineOutcome(part.ToString()!, "", CommandStatus.NotFound, $"'{part}' means no engine")),
                ]);
            Note(command, report.Target, by, report.ToString());
            return report;
        }
        catch (Exception error)
        {
            // The command may have been given all the same: who looks into the journal must find it.
            Note(command, target.ToString()!, by, error switch
            {
                OperationCanceledException => "given; nobody waited for the outcome",
                AskTimeoutException => "given; the tree did not answer",
                _ => error.Message,
            });
            throw;
        }
    }

    private void Note(string command, string target, ControlCaller by, string result) =>
        _tree.Note(new CommandGiven(command, OneLine(target), by.ToString(), OneLine(result)));

    // What comes from outside must not make lines of its own in a log.
    private static string OneLine(string text) => text.Any(char.IsControl) ? new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]) : text;

    private static EngineOutcome Ok(EngineSettings engine, string message) => new(engine.Name, engine.Group, CommandStatus.Ok, message);

    private static EngineOutcome Failed(EngineSettings engine, string message) => new(engine.Name, engine.Group, CommandStatus.Failed, message);

    private static EngineOutcome Already(EngineSettings engine, string message) => new(engine.Name, engine.Group, CommandStatus.Already, message);

    private static EngineOutcome Answer(EngineSettings engine, EngineCommandResult result, string accepted) =>
        new(engine.Name, engine.Group, StatusOf(result), MessageOf(result, accepted));

    private static CommandStatus StatusOf(EngineCommandResult result) => result switch
    {
        EngineCommandResult.Accepted => CommandStatus.Ok,
        EngineCommandResult.Waiting => CommandStatus.Waiting,
        EngineCommandResult.NotFound => CommandStatus.NotFound,
        EngineCommandResult.NotRunning or EngineCommandResult.GroupDown => CommandStatus.NotRunning,
        EngineCommandResult.Busy => CommandStatus.Busy,
        EngineCommandResult.NotPossible => CommandStatus.NotPossible,
        _ => CommandStatus.Stopping,
    };

    private static string MessageOf(EngineCommandResult result, string accepted) => result switch
    {
        EngineCommandResult.Accepted => accepted,
        EngineCommandResult.Waiting => "starts when what it depends on has come up",
        EngineCommandResult.NotFound => "there is no such engine",
        EngineCommandResult.NotRunning => "has no process",
        EngineCommandResult.Busy => "something of the same kind is still under way",
        EngineCommandResult.NotPossible => "cannot be done with its settings",
        EngineCommandResult.GroupDown => "its group is stopped; start it first",
        _ => "the tree, or its group, is stopping",
    };
}
