using System.Runtime.CompilerServices;

namespace Supervision.Actors.Events;

/// <summary>Numbers and stamps the events of one tree and puts them on the event stream. Thread-safe.</summary>
internal sealed class EventPublisher(EventStream stream, TimeProvider time)
{
    private static readonly ConditionalWeakTable<EventStream, EventPublisher> _byStream = [];
    private readonly Lock _order = new();
    private long _sequence;

    /// <summary>Makes this the publisher that <see cref="For"/> finds for its stream.</summary>
    public EventPublisher Register()
    {
        _byStream.AddOrUpdate(stream, this);
        return this;
    }

    /// <summary>The publisher of the tree that uses a stream; null where none does.</summary>
    public static EventPublisher? For(EventStream stream) => _byStream.TryGetValue(stream, out var publisher) ? publisher : null;

    /// <summary>Publishes a fresh event, which nobody else holds yet, and returns it.</summary>
    public T Publish<T>(T value) where T : SupervisionEvent
    {
        // Numbering and publication are one step, so that every subscriber sees the numbers ascend.
        lock (_order)
        {
            value.Sequence = ++_sequence;
            value.Timestamp = time.GetUtcNow();
            stream.Publish(value);
            return value;
        }
    }
}
