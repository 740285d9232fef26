using Supervision.Actor;

namespace Supervision.Event;

/// <summary>A dead letter that is not worth a line in the log, since its message says so.</summary>
public sealed class SuppressedDeadLetter : AllDeadLetters
{
    /// <summary>Keeps the message and where it was going.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">Who sent it.</param>
    /// <param name="recipient">Who should have had it.</param>
    /// <exception cref="ArgumentNullException">There is no sender or no recipient.</exception>
    public SuppressedDeadLetter(IDeadLetterSuppression message, IActorRef sender, IActorRef recipient)
        : base(message, sender, recipient)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(recipient);
    }
}
