using System.Collections.Immutable;
using Supervision.Posix;

namespace Supervision.Actors.Events;

/// <summary>A sample of the engine's whole process tree.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">Process id.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Rss">Bytes.</param>
/// <param name="Processes">Living processes of the tree.</param>
public sealed record MemorySampled(string Engine, string Group, int? Pid, int Attempt, long Rss, int Processes) : EngineEvent(Engine, Group, Pid, Attempt)
{
    /// <summary>Everything that was measured.</summary>
    public TreeSample Sample { get; init; }

    /// <summary>The processes with the most resident memory, at most five, the largest first.</summary>
    public ImmutableArray<ProcessSample> Top { get; init; } = [];

    /// <summary>Working set of the control group in bytes; null where no limit of it is set or nothing is known.</summary>
    public long? Cgroup { get; init; }
}

/// <summary>A limit was exceeded for the sustain time. Published once per excess and limit.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">Process id.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Rss">Resident memory of the tree in bytes.</param>
/// <param name="Limit">Bytes, or bytes per hour.</param>
/// <param name="For">How long it has been exceeded.</param>
public sealed record MemoryExceeded(string Engine, string Group, int? Pid, int Attempt, long Rss, long Limit, TimeSpan For)
    : EngineEvent(Engine, Group, Pid, Attempt)
{
    /// <summary>Which limit.</summary>
    public MemoryRule Rule { get; init; }

    /// <summary>What was held against the limit, in its unit.</summary>
    public long Used { get; init; } = Rss;

    /// <summary>The processes with the most resident memory, at most five, the largest first.</summary>
    public ImmutableArray<ProcessSample> Top { get; init; } = [];
}
