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

    /// <summary>A port of the engine is in use by another process.</summary>
    PortBusy,

    /// <summary>A GPU fell off the bus, was lost to the container, or must be reset: no restart here brings it back.</summary>
    GpuLost,

    /// <summary>The GPU driver's library and its kernel module do not fit together.</summary>
    DriverMismatch,

    /// <summary>A CUDA error after which every later call of the process fails.</summary>
    CudaPoisoned,

    /// <summary>The GPU's memory did not suffice.</summary>
    CudaOutOfMemory,

    /// <summary>A GPU's memory was still held, by whomever, when the time to wait for it was over.</summary>
    GpuBusy,

    /// <summary>A gate before the start did not open: disk space, a command, files to be removed.</summary>
    GateFailed,

    /// <summary>A hook failed whose failure counts.</summary>
    HookFailed,

    /// <summary>It could not start because what it depends on will not come.</summary>
    Dependency,

    /// <summary>An error in the supervising code itself.</summary>
    Internal,
}
