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

    private void OnSignal(SignalEngine message)
    {
        var alive = _record.Process is { HasExited: false } process
            && (message.WholeGroup ? process.SignalGroup(message.Signal) : process.Signal(message.Signal)) == SignalResult.Sent;
        Sender.Tell(alive ? EngineCommandResult.Accepted : EngineCommandResult.NotRunning);
    }
}
