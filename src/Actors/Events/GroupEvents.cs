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
/// <param name="Limit">
/// Which limit: <c>budget</c> or <c>same-failures</c> (the engine's), <c>intensity</c> (the group's), <c>restarts</c> (of a group below it), or
/// <c>dependency</c>, where what it depends on will not come.
/// </param>
/// <param name="Failure">The last failure.</param>
public sealed record BudgetExhausted(string Engine, string Group, int Attempt, int Restarts, TimeSpan Within, string Limit, EngineFailure Failure)
    : EngineEvent(Engine, Group, null, Attempt)
{
    /// <summary>The group goes on, and the engine is tried again after this time; null where the group gives up.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>A group gave up, and the one above it restarts it.</summary>
/// <param name="Group">Its name.</param>
/// <param name="Parent">The group above.</param>
/// <param name="Delay">How long it waits.</param>
/// <param name="Why">What it gave up on.</param>
public sealed record GroupRestarting(string Group, string Parent, TimeSpan Delay, string Why) : SupervisionEvent;

/// <summary>A group stays down: it gave up and is not to take the others with it, or its significant engines have ended.</summary>
/// <param name="Group">Its name.</param>
/// <param name="Why">One line.</param>
/// <param name="Failure">What it gave up on; null where it ended by auto-shutdown.</param>
public sealed record GroupDown(string Group, string Why, EngineFailure? Failure) : SupervisionEvent;

/// <summary>The number of an engine's instances was changed.</summary>
/// <param name="Engine">The engine, not one of its instances.</param>
/// <param name="Group">Its group.</param>
/// <param name="From">How many there were.</param>
/// <param name="To">How many there shall be.</param>
public sealed record EngineScaled(string Engine, string Group, int From, int To) : SupervisionEvent;

/// <summary>A rolling restart began.</summary>
/// <param name="Engine">The engine, not one of its instances.</param>
/// <param name="Group">Its group.</param>
/// <param name="Instances">How many will be restarted.</param>
/// <param name="MaxUnavailable">How many may be unavailable at a time.</param>
public sealed record RollingRestartStarted(string Engine, string Group, int Instances, int MaxUnavailable) : SupervisionEvent;

/// <summary>A rolling restart is over.</summary>
/// <param name="Engine">The engine, not one of its instances.</param>
/// <param name="Group">Its group.</param>
/// <param name="Restarted">How many are ready again.</param>
/// <param name="Left">How many are not.</param>
/// <param name="Aborted">Why it ended early; null where it did not.</param>
public sealed record RollingRestartEnded(string Engine, string Group, int Restarted, int Left, string? Aborted) : SupervisionEvent;
