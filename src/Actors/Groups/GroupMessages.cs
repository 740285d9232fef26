using Supervision.Actors.Engines;

namespace Supervision.Actors.Groups;

/// <summary>To a group: start the engines that start by themselves.</summary>
internal sealed record StartGroup
{
    public static StartGroup Instance { get; } = new();
}

/// <summary>To a group: stop every engine; answered by <see cref="GroupStopped"/>.</summary>
internal sealed record StopGroup(string Why);

/// <summary>From a group: every engine is down.</summary>
internal sealed record GroupStopped(string Group, IReadOnlyList<string> Survivors);

/// <summary>From a group: an engine's status changed.</summary>
internal sealed record GroupChanged(string Group, EngineStatus Status);

/// <summary>From a group: an engine was given up on for good, and its group goes on.</summary>
internal sealed record EngineAbandoned(string Engine);

/// <summary>To a group or the guardian: a command for one engine; answered by <see cref="EngineCommandResult"/>.</summary>
internal sealed record EngineCommand(string Engine, object Command);

/// <summary>Thrown by a group that gave up, after it has stopped its engines; the guardian decides what follows.</summary>
internal sealed class GroupFailedException(string group, string summary, EngineFailure failure, IReadOnlyList<string> survivors)
    : Exception(summary)
{
    public string Group { get; } = group;

    public EngineFailure Failure { get; } = failure;

    public IReadOnlyList<string> Survivors { get; } = survivors;

    /// <summary>What the policy of the failure's class wants the daemon to exit with; null leaves it to <c>exit-code</c>.</summary>
    public int? ExitCode { get; init; }

    /// <summary>No supervisor above may try again: no restart in this container can help.</summary>
    public bool IsFinal { get; init; }
}
