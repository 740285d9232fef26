using Supervision.Actors.Engines;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Events;

/// <summary>What an engine wrote before its end tells why it failed; until then another class was known.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">The leader's process id.</param>
/// <param name="Attempt">Number of the attempt that failed.</param>
/// <param name="From">The class that was known.</param>
/// <param name="Failure">The failure with its class and the line.</param>
public sealed record FailureClassified(string Engine, string Group, int? Pid, int Attempt, FailureKind From, EngineFailure Failure)
    : EngineEvent(Engine, Group, Pid, Attempt);

/// <summary>A failure was dealt with by the policy of its kind, other than by an ordinary retry.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Attempt">Number of the attempt that failed.</param>
/// <param name="Action">What follows.</param>
/// <param name="Failure">The failure.</param>
public sealed record FailurePolicyApplied(string Engine, string Group, int Attempt, FailureAction Action, EngineFailure Failure)
    : EngineEvent(Engine, Group, null, Attempt);

/// <summary>A hook ended.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">The leader's process id, where there is one.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Hook"><c>pre-start</c>, <c>post-start</c>, <c>pre-stop</c> or <c>post-stop</c>.</param>
/// <param name="After">How long it ran.</param>
/// <param name="Problem">What went wrong; null where it exited with 0.</param>
public sealed record HookCompleted(string Engine, string Group, int? Pid, int Attempt, string Hook, TimeSpan After, string? Problem)
    : EngineEvent(Engine, Group, Pid, Attempt);

/// <summary>What could be seen of an engine was written down before it was stopped.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">The leader's process id.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Path">The folder.</param>
/// <param name="Bytes">What is in it.</param>
/// <param name="Problem">What is missing, and why; null where nothing is.</param>
public sealed record EvidenceWritten(string Engine, string Group, int? Pid, int Attempt, string Path, long Bytes, string? Problem)
    : EngineEvent(Engine, Group, Pid, Attempt);
