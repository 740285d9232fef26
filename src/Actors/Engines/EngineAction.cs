namespace Supervision.Actors.Engines;

/// <summary>What an engine's actor does in answer to a signal: the cells of <see cref="EngineStateTable"/>.</summary>
internal enum EngineAction
{
    /// <summary>Nothing, on purpose.</summary>
    Ignore,

    /// <summary>Begin a new attempt; waits for what is left of the last one.</summary>
    Spawn,

    /// <summary>Carry out a spawn that had to wait.</summary>
    SpawnDeferred,

    /// <summary>Watch the new process.</summary>
    Monitor,

    /// <summary>Stop the process tree: pre-stop wait, signal, grace, KILL, proof.</summary>
    StopTree,

    /// <summary>The leader is gone: end what is left of its tree.</summary>
    ClearTree,

    /// <summary>A stop is under way: it shall end in STOPPED.</summary>
    RememberStop,

    /// <summary>A stop is under way: it shall end in another start.</summary>
    RememberRestart,

    /// <summary>Nothing was spawned after all: settle what was asked meanwhile.</summary>
    Settle,

    /// <summary>Keep how the leader ended; the tree is being dealt with already.</summary>
    RecordExit,

    /// <summary>Throw the failure at the supervisor.</summary>
    Fail,

    /// <summary>The engine reached its normal end.</summary>
    Finish,

    /// <summary>Wait before the next attempt.</summary>
    ArmBackoff,

    /// <summary>Rest.</summary>
    Rest,

    /// <summary>Report what survived and try again in a while.</summary>
    ReportSurvivors,

    /// <summary>Try again to end what survived.</summary>
    KillAgain,
}
