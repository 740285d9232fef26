using Supervision.Actors.Engines;

namespace Supervision.Actors.Events;

/// <summary>Files that the last attempt left behind were removed before a start.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Attempt">Number of the attempt that starts.</param>
/// <param name="Paths">The files.</param>
public sealed record FilesRemoved(string Engine, string Group, int Attempt, IReadOnlyList<string> Paths) : EngineEvent(Engine, Group, null, Attempt);

/// <summary>A start waits for a gate.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Gate"><c>port</c>, <c>disk</c>, <c>gpu</c> or <c>command</c>.</param>
/// <param name="Why">What it waits for, and who holds it.</param>
public sealed record GateWaiting(string Engine, string Group, int Attempt, string Gate, string Why) : EngineEvent(Engine, Group, null, Attempt);

/// <summary>A gate for which a start had waited opened, or its time ran out and the start goes on all the same.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Gate">Which.</param>
/// <param name="After">How long it took.</param>
/// <param name="Why">One phrase.</param>
public sealed record GatePassed(string Engine, string Group, int Attempt, string Gate, TimeSpan After, string Why) : EngineEvent(Engine, Group, null, Attempt);

/// <summary>A gate did not open; the attempt fails without a process.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Gate">Which.</param>
/// <param name="Kind">Class of the failure.</param>
/// <param name="Why">What is in the way, and who holds it.</param>
public sealed record GateFailed(string Engine, string Group, int Attempt, string Gate, FailureKind Kind, string Why) : EngineEvent(Engine, Group, null, Attempt);
