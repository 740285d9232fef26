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

    /// <summary>A memory limit was exceeded for its sustain time.</summary>
    MemoryExceeded,

    /// <summary>A critical child of the engine died.</summary>
    CriticalChild,

    /// <summary>The kernel killed the leader, or a process of its control group, for want of memory.</summary>
    OutOfMemory,

    /// <summary>It could not start because what it depends on will not come.</summary>
    Dependency,

    /// <summary>An error in the supervising code itself.</summary>
    Internal,
}
