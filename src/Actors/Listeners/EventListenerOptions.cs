using Supervision.Actors.Events;

namespace Supervision.Actors.Listeners;

/// <summary>How an event listener is fed.</summary>
public sealed record EventListenerOptions
{
    /// <summary>Name for reports of lost events.</summary>
    public required string Name { get; init; }

    /// <summary>How many events may wait; beyond that the oldest are dropped and counted. At least 1. Default 10,000.</summary>
    public int Buffer { get; init; } = 10_000;

    /// <summary>Event classes to subscribe to, derived ones included. Default all events of the tree.</summary>
    public IReadOnlyList<Type> Events { get; init; } = [typeof(SupervisionEvent)];

    /// <summary>
    /// Whether the lines of engines (<see cref="EngineOutput"/>) are among the events, where their classes allow it. They are made only while
    /// a listener wants them, and then no output is spliced. Default true.
    /// </summary>
    public bool Output { get; init; } = true;
}
