using System.Collections.Immutable;
using Supervision.Actors.Engines;
using Supervision.Actors.Reload;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Groups;

/// <summary>To a group: start the engines that start by themselves.</summary>
internal sealed record StartGroup
{
    public static StartGroup Instance { get; } = new();
}

/// <summary>To a group: stop every engine; answered by <see cref="GroupStopped"/> with the same round.</summary>
internal sealed record StopGroup(string Why, int Round = 0);

/// <summary>To a group, and passed on to those below: other settings hold from now on.</summary>
/// <param name="Plan">The group and those below it as they shall be, without engines that come from other groups.</param>
/// <param name="Changes">By instance name, what changed.</param>
/// <param name="Added">Engines that join their groups.</param>
/// <param name="Removed">Engines that leave their groups.</param>
internal sealed record ReloadGroup(
    GroupPlan Plan, IReadOnlyDictionary<string, EngineChange> Changes, IReadOnlySet<string> Added, IReadOnlySet<string> Removed);

/// <summary>To a group: an engine that was in another one joins it.</summary>
/// <param name="Settings">The engine.</param>
/// <param name="StoppedByHand">It was stopped by hand there, and stays so.</param>
/// <param name="Order">The names of the group's engines in start order.</param>
internal sealed record JoinGroup(EngineSettings Settings, bool StoppedByHand, ImmutableArray<string> Order);

/// <summary>From a group: groups below it have left.</summary>
internal sealed record GroupsLeft(ImmutableArray<string> Groups);

/// <summary>From a group: every engine is down.</summary>
internal sealed record GroupStopped(string Group, IReadOnlyList<string> Survivors, int Round = 0);

/// <summary>From a group to the one above: its engines are started, as far as its own order goes.</summary>
internal sealed record GroupUp(string Group);

/// <summary>From a group: it ended by itself and stays down until somebody starts one of its engines.</summary>
/// <param name="Group">Its name.</param>
/// <param name="Summary">One line for people.</param>
/// <param name="Failure">What it gave up on; null where it ended by auto-shutdown.</param>
/// <param name="Survivors">Processes that KILL did not end.</param>
/// <param name="ExitCode">What the policy of that failure wants the daemon to exit with; null leaves it to <c>exit-code</c>.</param>
internal sealed record GroupEnded(string Group, string Summary, EngineFailure? Failure, IReadOnlyList<string> Survivors, int? ExitCode = null);

/// <summary>From a group: it had ended, and somebody started one of its engines.</summary>
internal sealed record GroupRevived(string Group);

/// <summary>To the guardian: an engine's status changed.</summary>
internal sealed record GroupChanged(string Group, EngineStatus Status);

/// <summary>From a group: an engine was given up on for good, and its group goes on.</summary>
internal sealed record EngineAbandoned(string Engine);

/// <summary>To the guardian: there is one more instance of an engine.</summary>
internal sealed record EngineJoined(EngineSettings Settings, EngineStatus Status);

/// <summary>To the guardian: an instance of an engine is being stopped, and leaves then.</summary>
internal sealed class EngineLeaving(string engine)
{
    public string Engine { get; } = engine;
}

/// <summary>To the guardian: there is one instance less of an engine.</summary>
internal sealed record EngineLeft(string Engine);

/// <summary>To a group or the guardian: a command for one engine; answered by <see cref="EngineCommandResult"/>.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Command">For the engine's actor.</param>
/// <param name="Answer">What is answered where the command is passed on.</param>
internal sealed record EngineCommand(string Engine, object Command, EngineCommandResult Answer = EngineCommandResult.Accepted);

/// <summary>A message for one group, on its way through those above it.</summary>
internal sealed record InGroup(string Group, object Message);

/// <summary>A command for all instances of an engine; answered by <see cref="EngineCommandResult"/>.</summary>
internal sealed record InstancesCommand(string Engine, object Command);

/// <summary>Restart the instances, at most so many unavailable at a time.</summary>
internal sealed record RollInstances(int MaxUnavailable);

/// <summary>Have so many instances; the template makes the settings of a new one.</summary>
internal sealed record ScaleInstances(int Count, Func<int, EngineSettings>? Template);

/// <summary>To a group: news from the guardian for one of its engines.</summary>
internal sealed record NewsFor(string Engine, DependencyNews News);

/// <summary>To the guardian or a group: answered by <see cref="EngineReport"/> or <see cref="EngineCommandResult.NotFound"/>.</summary>
internal sealed record WhyEngine(string Engine);

/// <summary>Thrown by a group that gave up, after it has stopped its engines; what is above it decides what follows.</summary>
internal sealed class GroupFailedException(
    string group, string engine, int attempt, string summary, EngineFailure failure, IReadOnlyList<string> survivors, TimeSpan delay)
    : Exception(summary)
{
    public string Group { get; } = group;

    /// <summary>The engine that was given up on.</summary>
    public string Engine { get; } = engine;

    /// <summary>Its last attempt.</summary>
    public int Attempt { get; } = attempt;

    public EngineFailure Failure { get; } = failure;

    public IReadOnlyList<string> Survivors { get; } = survivors;

    /// <summary>The delay that the engine's backoff would have had next: how long a restart of the group waits.</summary>
    public TimeSpan Delay { get; } = delay;

    /// <summary>What the policy of the failure's class wants the daemon to exit with; null leaves it to <c>exit-code</c>.</summary>
    public int? ExitCode { get; init; }

    /// <summary>No supervisor above may try again: no restart in this container can help.</summary>
    public bool IsFinal { get; init; }

    public GroupFailedException With(IReadOnlyList<string> survivors) =>
        new(Group, Engine, Attempt, Message, Failure, survivors, Delay) { ExitCode = ExitCode, IsFinal = IsFinal };
}
