using Supervision.Event;

namespace Supervision.Actor;

/// <summary>Tells a watcher that an actor has stopped for good.</summary>
public sealed class Terminated : IAutoReceivedMessage, IPossiblyHarmful, IDeadLetterSuppression, INoSerializationVerificationNeeded, IEquatable<Terminated>
{
    /// <summary>Makes the message.</summary>
    /// <param name="actorRef">The actor that died.</param>
    /// <param name="existenceConfirmed">False when the actor may never have existed.</param>
    /// <param name="addressTerminated">True when its whole node is gone; never in this kernel.</param>
    public Terminated(IActorRef actorRef, bool existenceConfirmed, bool addressTerminated)
    {
        ActorRef = actorRef;
        ExistenceConfirmed = existenceConfirmed;
        AddressTerminated = addressTerminated;
    }

    /// <summary>The actor that died.</summary>
    public IActorRef ActorRef { get; }

    /// <summary>False when the actor may never have existed.</summary>
    public bool ExistenceConfirmed { get; }

    /// <summary>True when the whole node of the actor is gone.</summary>
    public bool AddressTerminated { get; }

    /// <inheritdoc/>
    public bool Equals(Terminated? other) =>
        other is not null
        && ActorRef.Equals(other.ActorRef)
        && AddressTerminated == other.AddressTerminated
        && ExistenceConfirmed == other.ExistenceConfirmed;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Terminated other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ActorRef, AddressTerminated, ExistenceConfirmed);

    /// <inheritdoc/>
    public override string ToString() => $"<Terminated>: {ActorRef} - ExistenceConfirmed={ExistenceConfirmed}";
}
