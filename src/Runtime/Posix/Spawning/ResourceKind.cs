namespace Supervision.Posix;

/// <summary>The resources that can be limited (getrlimit(2)); the numbers are Linux's on x64 and arm64.</summary>
public enum ResourceKind
{
    /// <summary>Processor time, seconds.</summary>
    Cpu = 0,

    /// <summary>Size of files it writes, bytes.</summary>
    FSize = 1,

    /// <summary>Data segment, bytes.</summary>
    Data = 2,

    /// <summary>Stack of the main thread, bytes.</summary>
    Stack = 3,

    /// <summary>Core file, bytes.</summary>
    Core = 4,

    /// <summary>Resident memory, bytes; the kernel ignores it.</summary>
    Rss = 5,

    /// <summary>Processes and threads of its user.</summary>
    NProc = 6,

    /// <summary>One more than the highest descriptor.</summary>
    NoFile = 7,

    /// <summary>Locked memory, bytes.</summary>
    MemLock = 8,

    /// <summary>Address space, bytes.</summary>
    As = 9,

    /// <summary>File locks; the kernel ignores it.</summary>
    Locks = 10,

    /// <summary>Queued signals of its user.</summary>
    SigPending = 11,

    /// <summary>POSIX message queues of its user, bytes.</summary>
    MsgQueue = 12,

    /// <summary>20 minus the lowest nice value it may set.</summary>
    Nice = 13,

    /// <summary>Real-time priority.</summary>
    RtPrio = 14,

    /// <summary>Processor time of a real-time thread without a blocking call, microseconds.</summary>
    RtTime = 15,
}
