using System.Diagnostics.CodeAnalysis;
using Supervision.Actor;
using Supervision.Actor.Internal;
using Supervision.Dispatch;

namespace Supervision.Event;

// Overview
// A subscriber that stops must not stay on the stream for ever. A system actor (EventStreamUnsubscriber) watches every
// subscriber and takes it off. Subscriptions made before that actor exists are collected and handed over when it starts.
// It is told after the subscription is made, so that a subscriber that is dead already is found dead by the watch.

/// <summary>The event bus of an actor system: events are objects, and who subscribes to a type gets all that can be assigned to it.</summary>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "The API of Akka.NET.")]
public class EventStream : LoggingBus
{
    private readonly bool _debug;
    private readonly Lock _watchGate = new();
    private readonly HashSet<IActorRef> _unwatched = [];
    private IActorRef? _unsubscriber;

    /// <summary>A stream without subscribers.</summary>
    /// <param name="debug">Whether subscriptions are logged, as debug events on the stream itself.</param>
    public EventStream(bool debug)
    {
        _debug = debug;
    }

    /// <summary>Subscribes an actor to a type and to all that can be assigned to it; ends when the actor stops.</summary>
    /// <param name="subscriber">Who gets the events.</param>
    /// <param name="channel">The type: a class or an interface.</param>
    /// <returns>Whether that changed anything; false where the subscriber already had that type.</returns>
    /// <exception cref="ArgumentNullException">There is no subscriber or no type.</exception>
    public override bool Subscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentNullException.ThrowIfNull(channel);
        var changed = base.Subscribe(subscriber, channel);
        if (changed)
            Watch(subscriber);
        if (_debug)
            Note($"subscribing {subscriber} to channel {channel}");
        return changed;
    }

    /// <summary>Ends the subscription to a type and to all that can be assigned to it.</summary>
    /// <param name="subscriber">Who gets no more of these events.</param>
    /// <param name="channel">The type.</param>
    /// <returns>Whether that changed anything.</returns>
    /// <exception cref="ArgumentNullException">There is no subscriber or no type.</exception>
    public override bool Unsubscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentNullException.ThrowIfNull(channel);
        var changed = base.Unsubscribe(subscriber, channel);
        if (changed)
            UnwatchIfDone(subscriber);
        if (_debug)
            Note($"unsubscribing {subscriber} from channel {channel}");
        return changed;
    }

    /// <summary>Ends every subscription of an actor.</summary>
    /// <param name="subscriber">Who gets no more events.</param>
    /// <returns>Whether it had any.</returns>
    /// <exception cref="ArgumentNullException">There is no subscriber.</exception>
    public override bool Unsubscribe(IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        var changed = base.Unsubscribe(subscriber);
        if (changed)
            UnwatchIfDone(subscriber);
        if (_debug)
            Note($"unsubscribing {subscriber} from all channels");
        return changed;
    }

    /// <summary>Starts the actor that takes stopped subscribers off the stream; once per system, before user actors.</summary>
    /// <param name="system">The system of this stream.</param>
    public void StartUnsubscriber(ActorSystemImpl system)
    {
        ArgumentNullException.ThrowIfNull(system);
        lock (_watchGate)
        {
            if (_unsubscriber is not null)
                return;
            var unsubscriber = Props.Create(() => new EventStreamUnsubscriber(this)).WithDispatcher(Dispatchers.InternalDispatcherId);
            _unsubscriber = system.SystemActorOf(unsubscriber, UniqueName("eventStreamUnsubscriber"));
            foreach (var subscriber in _unwatched)
                _unsubscriber.Tell(new EventStreamUnsubscriber.Register(subscriber), ActorRefs.NoSender);
            _unwatched.Clear();
        }
    }

    internal bool HasAnySubscription(IActorRef subscriber) => IsSubscribed(subscriber);

    private void Watch(IActorRef subscriber)
    {
        // Loggers of the minimal kind are no actors: nothing tells of their end.
        if (subscriber is MinimalLogger)
            return;
        lock (_watchGate)
        {
            if (_unsubscriber is { } unsubscriber)
                unsubscriber.Tell(new EventStreamUnsubscriber.Register(subscriber), ActorRefs.NoSender);
            else
                _unwatched.Add(subscriber);
        }
    }

    private void UnwatchIfDone(IActorRef subscriber)
    {
        if (subscriber is MinimalLogger || HasAnySubscription(subscriber))
            return;
        lock (_watchGate)
        {
            if (_unsubscriber is { } unsubscriber)
                unsubscriber.Tell(new EventStreamUnsubscriber.Unregister(subscriber), ActorRefs.NoSender);
            else
                _unwatched.Remove(subscriber);
        }
    }
}
