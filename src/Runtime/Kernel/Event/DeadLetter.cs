using Supervision.Actor;

namespace Supervision.Event;

/// <summary>A message to an actor that is not there, or no more.</summary>
public sealed class DeadLetter : AllDeadLetters
{
    /// <summary>Keeps the message and where it was going.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">Who sent it.</param>
    /// <param name="recipient">Who should have had it.</param>
    /// <exception cref="ArgumentNullException">There is no sender or no recipient.</exception>
    public DeadLetter(object message, IActorRef sender, IActorRef recipient)
        : base(message, sender, recipient)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(recipient);
    }
}
