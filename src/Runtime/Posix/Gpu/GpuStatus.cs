namespace Supervision.Posix;

/// <summary>What became of a question to the GPU driver.</summary>
public enum GpuStatus
{
    /// <summary>Answered.</summary>
    Ok,

    /// <summary>The driver's library is not installed: a machine, or a container, without GPUs. A normal state.</summary>
    NoLibrary,

    /// <summary>The library is there and the kernel's driver is not loaded.</summary>
    NoDriver,

    /// <summary>Library and kernel driver have different versions: the driver was updated under a running system, or a container brings its own.</summary>
    VersionMismatch,

    /// <summary>The device files may not be used, as in a container that has lost them.</summary>
    NotPermitted,

    /// <summary>This device or driver has no answer to this question.</summary>
    NotSupported,

    /// <summary>The GPU has fallen off the bus or is otherwise inaccessible; only a reset or reboot brings it back.</summary>
    GpuLost,

    /// <summary>The GPU must be reset before it can be used again.</summary>
    ResetRequired,

    /// <summary>The library lost its connection with the driver; the next question connects anew.</summary>
    Uninitialized,

    /// <summary>The driver did not answer in time. The question is still under way.</summary>
    TimedOut,

    /// <summary>Any other error; the message has the driver's words.</summary>
    Failed,
}
