using Supervision.Dispatch;

namespace Supervision.Actor;

/// <summary>What an actor can do with its place in the tree. Belongs to the actor: never hand it out.</summary>
public interface IActorContext : IActorRefFactory, ICanWatch
{
    /// <summary>This actor.</summary>
    IActorRef Self { get; }

    /// <summary>The recipe of this actor.</summary>
    Props Props { get; }

    /// <summary>The sender of the message that is processed; the dead letters when it has none.</summary>
    IActorRef Sender { get; }

    /// <summary>The system.</summary>
    ActorSystem System { get; }

    /// <summary>The supervisor.</summary>
    IActorRef Parent { get; }

    /// <summary>Where this actor runs.</summary>
    MessageDispatcher Dispatcher { get; }

    /// <summary>The receive timeout in force, or null.</summary>
    TimeSpan? ReceiveTimeout { get; }

    /// <summary>Replaces the behaviour.</summary>
    void Become(Receive receive);

    /// <summary>Puts a behaviour on top of the present one.</summary>
    void BecomeStacked(Receive receive);

    /// <summary>Takes the top behaviour off.</summary>
    void UnbecomeStacked();

    /// <summary>A child by name; <see cref="Nobody"/> when there is none.</summary>
    IActorRef Child(string name);

    /// <summary>All children in order of creation.</summary>
    IEnumerable<IActorRef> GetChildren();

    /// <summary>Sends <see cref="Actor.ReceiveTimeout"/> to this actor when no message came for that long; null turns it off.</summary>
    void SetReceiveTimeout(TimeSpan? timeout);

    /// <summary>Asks an actor, usually a child, to stop after the message that it works on.</summary>
    void Stop(IActorRef child);
}
