using Supervision.Actor;

namespace Supervision.TestKit;

/// <summary>One entry of a test actor's queue.</summary>
public abstract class MessageEnvelope
{
    /// <summary>The message; null only in <see cref="NullMessageEnvelope"/>.</summary>
    public abstract object? Message { get; }

    /// <summary>Who sent it; no sender is <see cref="ActorRefs.NoSender"/>.</summary>
    public abstract IActorRef? Sender { get; }
}
