namespace Supervision.Actors.Engines;

/// <summary>What can happen to an engine: the columns of <see cref="EngineStateTable"/>.</summary>
internal enum EngineSignal
{
    /// <summary>Somebody wants it up.</summary>
    StartRequested,

    /// <summary>Somebody wants it down.</summary>
    StopRequested,

    /// <summary>Somebody wants it stopped and started again.</summary>
    RestartRequested,

    /// <summary>The spawn succeeded.</summary>
    Spawned,

    /// <summary>The spawn failed.</summary>
    SpawnFailed,

    /// <summary>The leader process ended.</summary>
    LeaderExited,

    /// <summary>A child actor found the engine unfit to go on: probes, heartbeat, memory.</summary>
    Unhealthy,

    /// <summary>No process of the tree is left, and the engine shall stay down.</summary>
    ClearedToStop,

    /// <summary>No process of the tree is left, and the engine shall start again at once.</summary>
    ClearedToRestart,

    /// <summary>No process of the tree is left, and the attempt counts as failed.</summary>
    ClearedToFail,

    /// <summary>Processes of the tree survived KILL.</summary>
    Survived,

    /// <summary>The group decided on another attempt, after a delay.</summary>
    RestartDue,

    /// <summary>The delay is over.</summary>
    BackoffElapsed,

    /// <summary>The group gave up on the engine.</summary>
    GivenUp,

    /// <summary>What its start waits for will never come.</summary>
    DependencyFailed,
}
