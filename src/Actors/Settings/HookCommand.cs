using System.Collections.Immutable;

namespace Supervision.Actors.Settings;

/// <summary>One hook.</summary>
public sealed record HookCommand
{
    /// <summary>Program and arguments; empty, the default, for no hook.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary>After this it is killed, with all its processes, and counts as failed. Default 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether its failure makes the engine fail; never for the hooks of a stop.</summary>
    public bool FailureCounts { get; init; }
}
