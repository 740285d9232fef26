using System.Collections.Immutable;

namespace Supervision.Control;

/// <summary>The daemon, or the host that a tree lives in.</summary>
public sealed record SystemInfo
{
    /// <summary>Name of the host.</summary>
    public required string Host { get; init; }

    /// <summary>Its process id.</summary>
    public int Pid { get; init; }

    /// <summary>Version of supervision.</summary>
    public required string Version { get; init; }

    /// <summary>The commit it was built from; null where that is not known.</summary>
    public string? Commit { get; init; }

    /// <summary>The .NET runtime and the processor's architecture.</summary>
    public required string Runtime { get; init; }

    /// <summary>When the tree was started, UTC.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>How long ago that was, by a clock that nobody sets.</summary>
    public TimeSpan Uptime { get; init; }

    /// <summary>Name of the actor system.</summary>
    public required string ActorSystem { get; init; }

    /// <summary>Processors that the process may use, with its control group's quota.</summary>
    public int Processors { get; init; }

    /// <summary>Memory of the process itself, resident, in bytes; null where /proc does not tell.</summary>
    public long? Memory { get; init; }

    /// <summary>Memory of the control group without the cache that could be dropped, in bytes; null where there is none.</summary>
    public long? GroupMemory { get; init; }

    /// <summary>The lowest memory limit of the control group and those above it, in bytes; null where there is none.</summary>
    public long? GroupMemoryLimit { get; init; }

    /// <summary>Out-of-memory kills in the control group; null where it does not tell.</summary>
    public long? OutOfMemoryKills { get; init; }

    /// <summary>Number of the newest event in the journal.</summary>
    public long LastEvent { get; init; }

    /// <summary>Where control listens, for example <c>http://127.0.0.1:9001</c>.</summary>
    public ImmutableArray<string> Endpoints { get; init; } = [];
}
