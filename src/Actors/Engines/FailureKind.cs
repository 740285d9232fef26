namespace Supervision.Actors.Engines;

/// <summary>Classes of engine failure.</summary>
public enum FailureKind
{
    /// <summary>The leader exited with a code.</summary>
    Exited,

    /// <summary>A signal that we did not send ended the leader.</summary>
    Signalled,

    /// <summary>The process could not be started.</summary>
    SpawnFailed,

    /// <summary>The startup probe ran out of tries.</summary>
    StartupTimeout,

    /// <summary>The liveness probe ran out of tries.</summary>
    Unhealthy,

    /// <summary>No evidence of life for the heartbeat's time-out.</summary>
    Hung,

    /// <summary>The memory limit was exceeded for its sustain time.</summary>
    MemoryExceeded,

    /// <summary>A critical child of the engine died.</summary>
    CriticalChild,

    /// <summary>An error in the supervising code itself.</summary>
    Internal,
}
