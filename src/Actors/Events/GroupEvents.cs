using Supervision.Actors.Engines;

namespace Supervision.Actors.Events;

/// <summary>A group began to be supervised.</summary>
/// <param name="Group">Its name.</param>
public sealed record GroupAdded(string Group) : SupervisionEvent;

/// <summary>A group was stopped and is gone.</summary>
/// <param name="Group">Its name.</param>
public sealed record GroupRemoved(string Group) : SupervisionEvent;

/// <summary>The restart budget of an engine or the intensity of its group is exhausted; the group gives up.</summary>
/// <param name="Engine">The engine whose failure was one too many.</param>
/// <param name="Group">Its group.</param>
/// <param name="Attempt">Number of its last attempt.</param>
/// <param name="Restarts">Restarts that were made within the window.</param>
/// <param name="Within">The window.</param>
/// <param name="Limit">Which limit: <c>budget</c> (the engine's) or <c>intensity</c> (the group's).</param>
/// <param name="Failure">The last failure.</param>
public sealed record BudgetExhausted(string Engine, string Group, int Attempt, int Restarts, TimeSpan Within, string Limit, EngineFailure Failure)
    : EngineEvent(Engine, Group, null, Attempt);
