// Overview
// One total table, state × signal → (next state, action). Commands, process events and the supervisor's decisions all go through
// it, so that every combination has been thought of; "Ignore" is written out. What the signals mean depends on nothing outside the
// table but the intent of a running stop, which the actor folds into the three Cleared signals before it looks up.
//
// Rules that the rows follow:
// - STOPPED is entered only by Cleared signals, or from states that have no process (BACKOFF, FATAL).
// - A stop beats restart logic: in STOPPING it overrides a pending restart or failure (RememberStop).
// - A start or restart during STOPPING is remembered, never refused, and runs once the tree is empty.
// - A start that is held back by a dependency leaves the state as it is; DependencyFailed ends it where there is no process.
// - UNKNOWN (survivors of KILL) never starts a second copy; every request there tries to end the survivors first.
using A = Supervision.Actors.Engines.EngineAction;
using S = Supervision.Actors.Engines.EngineState;

namespace Supervision.Actors.Engines;

/// <summary>The state machine of an engine, as data.</summary>
internal static class EngineStateTable
{
    private static readonly (EngineState Next, EngineAction Action)[][] _rows = BuildRows();

    /// <summary>The cell for a state and a signal.</summary>
    public static (EngineState Next, EngineAction Action) Lookup(EngineState state, EngineSignal signal) => _rows[(int)state][(int)signal];

    // Each row lists its cells in the order of EngineSignal:
    //   StartRequested, StopRequested, RestartRequested,
    //   Spawned, SpawnFailed, LeaderExited, Unhealthy,
    //   ClearedToStop, ClearedToRestart, ClearedToFail, Survived,
    //   RestartDue, BackoffElapsed, GivenUp, DependencyFailed
    private static (EngineState, EngineAction)[][] BuildRows()
    {
        var rows = new (EngineState, EngineAction)[Enum.GetValues<EngineState>().Length][];
        rows[(int)S.Stopped] =
        [
            (S.Starting, A.Spawn), (S.Stopped, A.Ignore), (S.Starting, A.Spawn),
            (S.Stopping, A.StopTree), (S.Stopped, A.Ignore), (S.Stopped, A.Ignore), (S.Stopped, A.Ignore),
            (S.Stopped, A.Ignore), (S.Stopped, A.Ignore), (S.Stopped, A.Ignore), (S.Stopped, A.Ignore),
            (S.Stopped, A.Ignore), (S.Stopped, A.Ignore), (S.Stopped, A.Ignore), (S.Fatal, A.Rest),
        ];
        rows[(int)S.Starting] =
        [
            (S.Starting, A.Ignore), (S.Stopping, A.RememberStop), (S.Starting, A.Ignore),
            (S.Running, A.Monitor), (S.Exited, A.Fail), (S.Starting, A.Ignore), (S.Starting, A.Ignore),
            (S.Starting, A.SpawnDeferred), (S.Starting, A.SpawnDeferred), (S.Starting, A.SpawnDeferred), (S.Unknown, A.ReportSurvivors),
            (S.Starting, A.Ignore), (S.Starting, A.Ignore), (S.Starting, A.Ignore), (S.Starting, A.Ignore),
        ];
        rows[(int)S.Running] =
        [
            (S.Running, A.Ignore), (S.Stopping, A.StopTree), (S.Stopping, A.StopTree),
            (S.Running, A.Ignore), (S.Running, A.Ignore), (S.Exited, A.ClearTree), (S.Stopping, A.StopTree),
            (S.Running, A.Ignore), (S.Running, A.Ignore), (S.Running, A.Ignore), (S.Running, A.Ignore),
            (S.Running, A.Ignore), (S.Running, A.Ignore), (S.Running, A.Ignore), (S.Running, A.Ignore),
        ];
        rows[(int)S.Backoff] =
        [
            (S.Starting, A.Spawn), (S.Stopped, A.Rest), (S.Starting, A.Spawn),
            (S.Backoff, A.Ignore), (S.Backoff, A.Ignore), (S.Backoff, A.Ignore), (S.Backoff, A.Ignore),
            (S.Backoff, A.Ignore), (S.Backoff, A.Ignore), (S.Backoff, A.Ignore), (S.Backoff, A.Ignore),
            (S.Backoff, A.ArmBackoff), (S.Starting, A.Spawn), (S.Fatal, A.Rest), (S.Fatal, A.Rest),
        ];
        rows[(int)S.Stopping] =
        [
            (S.Stopping, A.RememberRestart), (S.Stopping, A.RememberStop), (S.Stopping, A.RememberRestart),
            (S.Stopping, A.StopTree), (S.Stopping, A.Settle), (S.Stopping, A.RecordExit), (S.Stopping, A.Ignore),
            (S.Stopped, A.Rest), (S.Starting, A.Spawn), (S.Exited, A.Fail), (S.Unknown, A.ReportSurvivors),
            (S.Stopping, A.Ignore), (S.Stopping, A.Ignore), (S.Stopping, A.Ignore), (S.Stopping, A.Ignore),
        ];
        rows[(int)S.Exited] =
        [
            (S.Starting, A.Spawn), (S.Stopping, A.StopTree), (S.Starting, A.Spawn),
            (S.Exited, A.Ignore), (S.Exited, A.Ignore), (S.Exited, A.Ignore), (S.Exited, A.Ignore),
            (S.Exited, A.Finish), (S.Starting, A.Spawn), (S.Exited, A.Fail), (S.Unknown, A.ReportSurvivors),
            (S.Backoff, A.ArmBackoff), (S.Exited, A.Ignore), (S.Fatal, A.Rest), (S.Fatal, A.Rest),
        ];
        rows[(int)S.Fatal] =
        [
            (S.Starting, A.Spawn), (S.Stopped, A.Rest), (S.Starting, A.Spawn),
            (S.Fatal, A.Ignore), (S.Fatal, A.Ignore), (S.Fatal, A.Ignore), (S.Fatal, A.Ignore),
            (S.Fatal, A.Ignore), (S.Fatal, A.Ignore), (S.Fatal, A.Ignore), (S.Fatal, A.Ignore),
            (S.Fatal, A.Ignore), (S.Fatal, A.Ignore), (S.Fatal, A.Ignore), (S.Fatal, A.Ignore),
        ];
        rows[(int)S.Unknown] =
        [
            (S.Unknown, A.KillAgain), (S.Unknown, A.KillAgain), (S.Unknown, A.KillAgain),
            (S.Unknown, A.Ignore), (S.Unknown, A.Ignore), (S.Unknown, A.RecordExit), (S.Unknown, A.Ignore),
            (S.Stopped, A.Rest), (S.Starting, A.Spawn), (S.Exited, A.Fail), (S.Unknown, A.ReportSurvivors),
            (S.Unknown, A.Ignore), (S.Unknown, A.Ignore), (S.Unknown, A.Ignore), (S.Unknown, A.Ignore),
        ];
        return rows;
    }
}
