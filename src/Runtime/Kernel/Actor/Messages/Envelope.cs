namespace Supervision.Actor;

/// <summary>A message together with its sender.</summary>
public readonly struct Envelope
{
    /// <summary>Pairs a message with its sender.</summary>
    public Envelope(object message, IActorRef? sender)
    {
        Message = message;
        Sender = sender!;
    }

    /// <summary>Pairs a message with its sender; without one the system's dead letters stand for it.</summary>
    public Envelope(object message, IActorRef? sender, ActorSystem system)
        : this(message, sender ?? system.DeadLetters)
    {
    }

    /// <summary>The message.</summary>
    public object Message { get; }

    /// <summary>The sender; null when the envelope was made without one.</summary>
    public IActorRef Sender { get; }

    /// <inheritdoc/>
    public override string ToString() => $"<{Message}> from {Sender?.ToString() ?? "NoSender"}";
}
