using Supervision.Actors.Engines;
using Supervision.Actors.Handover;

namespace Supervision.Actors.Groups;

/// <summary>
/// Counts attempts in a row that ended alike before they were ready: what fails so every time (a wrong argument, a missing file) will go
/// on failing. Failures whose cause is outside the engine and passes (memory, ports, GPUs, time-outs) never count.
/// </summary>
internal sealed class SameFailures
{
    private (FailureKind Kind, int? Code, int? Signal, string Message) _last;

    public int Count { get; private set; }

    /// <summary>Counts a failure; returns how many alike there were in a row, 0 where it is none of this kind.</summary>
    public int Add(EngineFailure failure, bool beforeReady)
    {
        if (!beforeReady || failure.Kind is not (FailureKind.Exited or FailureKind.Signalled or FailureKind.SpawnFailed))
        {
            Count = 0;
            return 0;
        }

        // The words of a failed spawn tell what was missing; those of an exit only repeat its status.
        var key = (failure.Kind, failure.Exit?.Code, failure.Exit?.Signal, failure.Kind == FailureKind.SpawnFailed ? failure.Message : "");
        Count = key == _last ? Count + 1 : 1;
        _last = key;
        return Count;
    }

    public void Reset() => Count = 0;

    public HandedSameFailures HandOver() => new(Count, _last.Kind, _last.Code, _last.Signal, _last.Message ?? "");

    public void Restore(HandedSameFailures handed)
    {
        Count = handed.Count;
        _last = (handed.Kind, handed.Code, handed.Signal, handed.Message);
    }
}
