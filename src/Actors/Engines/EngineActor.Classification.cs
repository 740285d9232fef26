// What a failure is called. The leader's exit tells its code or signal at once; what the last lines say is known only when all of them have
// been read, which is when the tree is empty. So the EXITED event has what was known then, and where the lines change the class, an event
// of its own says so before anything follows from it.
using Supervision.Actors.Events;
using Supervision.Actors.Failures;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Engines;

internal sealed partial class EngineActor
{
    private void Classify(ExitStatus status)
    {
        var failed = _settings.Restart == RestartType.Permanent || status.Code != 0;
        var memory = failed ? _services.Oom.Explain(_record.Process!.Pid, status, _record.Group, _record.OomKillsBefore) : null;
        var kind = memory is not null ? FailureKind.OutOfMemory : status.Signal is null ? FailureKind.Exited : FailureKind.Signalled;
        var message = memory is null ? status.ToString() : $"{status}, out of memory: {memory.Detail}";
        _record.Symptom = failed ? new EngineFailure(kind, message, status, LastOutput(), ReadyFor()) : null;
        _record.Failure = _record.Symptom is null ? null : Explained(_record.Symptom);
        // A temporary engine is never restarted, so its failure is only told.
        _record.Intent = failed && _settings.Restart != RestartType.Temporary ? StopIntent.Fail : StopIntent.Stop;
    }

    // A start that was asked for since changes nothing about that.
    private bool EndedByItself => _record is { Intent: StopIntent.Fail } or { State: EngineState.Exited or EngineState.Starting };

    // The tree is empty and its output read.
    private void CompleteFailure()
    {
        // Otherwise the failure is an earlier attempt's, and this one was stopped as asked.
        if (_record.Failure is not { } failure || !EndedByItself)
        {
            return;
        }

        var complete = Explained((_record.Symptom ?? failure) with { LastOutput = LastOutput(), Exit = failure.Exit ?? _record.Exit });
        _record.Failure = complete;
        if (complete.Kind != failure.Kind)
        {
            _services.Events.Publish(new FailureClassified(
                _settings.Name, _settings.Group, _record.Process?.Pid, _record.Attempt, failure.Kind, complete));
        }
    }

    private EngineFailure Explained(EngineFailure failure) => _record.Output?.Explain() is { } hit && IsExplainedBy(failure.Kind, hit.Kind)
        ? failure with { Kind = hit.Kind, Message = $"{failure.Message}; {hit}" }
        : failure;

    // Lines explain a symptom; they do not overrule what is known. An engine that hangs has often complained of something harmless before,
    // so there only what makes every restart here pointless, or every later call fail, counts.
    private static bool IsExplainedBy(FailureKind symptom, FailureKind said) => symptom != said && symptom switch
    {
        FailureKind.Exited or FailureKind.Signalled or FailureKind.StartupTimeout or FailureKind.Unhealthy or FailureKind.CriticalChild => true,
        FailureKind.Hung => said is FailureKind.GpuLost or FailureKind.DriverMismatch or FailureKind.CudaPoisoned,
        // A poisoned context is also how a lost GPU looks from the program's side.
        FailureKind.CudaPoisoned => said is FailureKind.GpuLost or FailureKind.DriverMismatch,
        _ => false,
    };

    // Called on a thread that reads output.
    private Action<PatternHit> EndOn(int attempt)
    {
        var self = Self;
        return hit => self.Tell(new EngineUnhealthy(attempt, hit.Kind, $"its output says {hit}", AtOnce: true));
    }
}
