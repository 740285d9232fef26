namespace Supervision.Posix;

/// <summary>One sample of a whole tree.</summary>
public readonly record struct TreeSample
{
    /// <summary>How much of the truth the sample shows.</summary>
    public SampleState State { get; init; }

    /// <summary>What could not be seen, for people; null when everything was.</summary>
    public string? Limits { get; init; }

    /// <summary>Living processes.</summary>
    public int Processes { get; init; }

    /// <summary>Processes that ended and were not waited for.</summary>
    public int Zombies { get; init; }

    /// <summary>Threads of the living processes.</summary>
    public int Threads { get; init; }

    /// <summary>Resident memory; a page that two processes share counts twice.</summary>
    public long RssBytes { get; init; }

    /// <summary>Time in the processes' own code, of those that live now.</summary>
    public TimeSpan UserTime { get; init; }

    /// <summary>Time in the kernel, of those that live now.</summary>
    public TimeSpan SystemTime { get; init; }

    /// <summary>User plus system time.</summary>
    public TimeSpan CpuTime => UserTime + SystemTime;

    /// <summary>
    /// Cores used since the sample before (1.0 is one core); null in the first sample. What processes used that ended in between is missing.
    /// </summary>
    public double? CpuRate { get; init; }

    /// <summary>Open files; null where they were not asked for or none may be counted.</summary>
    public int? OpenFiles { get; init; }

    /// <summary>The last finished measurement; null before the first and where it was not asked for.</summary>
    public SharedMemoryUsage? SharedMemory { get; init; }

    /// <summary>The state letter of the leader (R, S, D, T, Z, …); null where it is not seen.</summary>
    public char? LeaderState { get; init; }
}
