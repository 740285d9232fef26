using Supervision.Actor;

namespace Supervision.TestKit;

/// <summary>Stands for "nothing was received".</summary>
public sealed class NullMessageEnvelope : MessageEnvelope
{
    private NullMessageEnvelope()
    {
    }

    /// <summary>The only instance.</summary>
    public static NullMessageEnvelope Instance { get; } = new();

    /// <inheritdoc/>
    public override object? Message => null;

    /// <inheritdoc/>
    public override IActorRef? Sender => ActorRefs.NoSender;

    /// <inheritdoc/>
    public override string ToString() => "<null>";
}
