// The history that WhyAsync shows, and the commands that ask for it or signal the process.
using Supervision.Actors.Heartbeats;
using Supervision.Posix;

namespace Supervision.Actors.Engines;

internal sealed partial class EngineActor
{
    private void BeginHistory() => _record.History.Begin(new EngineAttempt
    {
        Attempt = _record.Attempt,
        Command = _settings.Command,
        Started = _services.Time.GetUtcNow(),
        Backoff = _record.BackoffBefore,
    });

    private void NoteReady() => _record.History.Change(attempt => attempt.Ready is null ? attempt with { Ready = _services.Time.GetUtcNow() } : attempt);

    private void NoteProbe(ProbeNoted noted)
    {
        _record.History.Change(attempt => attempt with { Probes = attempt.Probes.SetItem(noted.Kind, noted.Result) });
        _record.HasStarted |= noted is { Kind: ProbeKind.Startup, Result.Success: true };
        if (noted is { Kind: ProbeKind.Liveness, Result.Success: true } && !_record.WasAlive)
        {
            _record.WasAlive = true;
            TellGroup();
        }
    }

    private void EndHistory(EngineFailure? failure) => _record.History.Change(attempt => attempt with
    {
        Ended = _services.Time.GetUtcNow(),
        Exit = _record.Exit,
        Failure = failure,
        Reason = failure?.Message ?? (_record.Intent == StopIntent.Stop && _record.State == EngineState.Exited ? "ended normally" : _record.StopReason),
        LastOutput = failure?.LastOutput is { Count: > 0 } lines ? lines : LastOutput(),
    });

    private void OnGetReport(GetReport message)
    {
        TimeSpan? left = null;
        if (_record.State == EngineState.Backoff)
        {
            var rest = _record.BackoffDelay - _services.Time.GetElapsedTime(_record.BackoffSince);
            left = rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
        }

        Sender.Tell(message.Report with
        {
            Status = Status() with { RetryAt = message.Report.NextRetry },
            Attempts = _record.History.Attempts,
            BackoffLeft = left,
            NextRetry = left is { } wait ? _services.Time.GetUtcNow() + wait : message.Report.NextRetry,
        });
    }

    private void OnBeat(BeatEngine message)
    {
        var runs = _record is { State: EngineState.Running, Process.HasExited: false };
        if (runs)
        {
            _heartbeat.Tell(new BeatSeen(_record.Attempt));
            if (message.Status is { } text && text != _record.StatusText)
            {
                OnStatusTextChanged(new StatusTextChanged(_record.Attempt, text));
            }
        }

        Sender.Tell(runs ? EngineCommandResult.Accepted : EngineCommandResult.NotRunning);
    }

    private void OnWriteStdin(WriteStdin message)
    {
        if (_record.Process is not { HasExited: false } process)
        {
            Sender.Tell(EngineStdinResult.NotRunning);
            return;
        }

        WriteStdinAsync(process, message).PipeTo(Sender, Self, result => (object)result, _ => EngineStdinResult.Closed);
    }

    private async Task<EngineStdinResult> WriteStdinAsync(IChildProcess process, WriteStdin message)
    {
        using var patience = new CancellationTokenSource(WriteStdin.Patience, _services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, message.Cancellation);
        try
        {
            var result = await process.WriteStdinAsync(message.Data, either.Token).ConfigureAwait(false);
            if (message.Close && result == StdinWriteResult.Written)
            {
                process.CloseStdin();
            }

            return result switch
            {
                StdinWriteResult.Written => EngineStdinResult.Written,
                StdinWriteResult.NotPiped => EngineStdinResult.NotPiped,
                _ => EngineStdinResult.Closed,
            };
        }
        catch (OperationCanceledException)
        {
            return EngineStdinResult.Full;
        }
    }

    private void OnSignal(SignalEngine message)
    {
        var alive = _record.Process is { HasExited: false } process
            && (message.WholeGroup ? process.SignalGroup(message.Signal) : process.Signal(message.Signal)) == SignalResult.Sent;
        Sender.Tell(alive ? EngineCommandResult.Accepted : EngineCommandResult.NotRunning);
    }
}
