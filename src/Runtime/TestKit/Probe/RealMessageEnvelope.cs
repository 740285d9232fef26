using Supervision.Actor;

namespace Supervision.TestKit;

/// <summary>A received message with its sender.</summary>
public class RealMessageEnvelope(object message, IActorRef? sender) : MessageEnvelope
{
    /// <inheritdoc/>
    public override object Message { get; } = message;

    /// <inheritdoc/>
    public override IActorRef? Sender { get; } = sender;

    /// <inheritdoc/>
    public override string ToString() => $"<{Message}> from {(Sender is null || Sender.Equals(ActorRefs.NoSender) ? "NoSender" : Sender.ToString())}";
}
