using Supervision.Actor;

namespace Supervision.Event;

/// <summary>Subscribes to types that are known when compiling.</summary>
public static class EventStreamExtensions
{
    /// <summary>Subscribes an actor to a type and to all that can be assigned to it.</summary>
    /// <typeparam name="TChannel">The type.</typeparam>
    /// <param name="eventStream">The stream.</param>
    /// <param name="subscriber">Who gets the events.</param>
    /// <returns>Whether that changed anything.</returns>
    public static bool Subscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) =>
        eventStream.Subscribe(subscriber, typeof(TChannel));

    /// <summary>Ends the subscription of an actor to a type and to all that can be assigned to it.</summary>
    /// <typeparam name="TChannel">The type.</typeparam>
    /// <param name="eventStream">The stream.</param>
    /// <param name="subscriber">Who gets no more of these events.</param>
    /// <returns>Whether that changed anything.</returns>
    public static bool Unsubscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) =>
        eventStream.Unsubscribe(subscriber, typeof(TChannel));
}
