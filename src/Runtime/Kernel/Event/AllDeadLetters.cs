using Supervision.Actor;

namespace Supervision.Event;

/// <summary>A message that reached nobody who would handle it; subscribe to this type to see every kind.</summary>
public abstract class AllDeadLetters : IWrappedMessage
{
    /// <summary>Keeps the message and where it was going.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">Who sent it.</param>
    /// <param name="recipient">Who should have had it.</param>
    protected AllDeadLetters(object message, IActorRef sender, IActorRef recipient)
    {
        Message = message;
        Sender = sender;
        Recipient = recipient;
    }

    /// <summary>The message.</summary>
    public object Message { get; }

    /// <summary>Who should have had it.</summary>
    public IActorRef Recipient { get; }

    /// <summary>Who sent it.</summary>
    public IActorRef Sender { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name} from {Sender} to {Recipient}: <{Message}>";
}
