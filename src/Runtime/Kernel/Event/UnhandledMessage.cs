using Supervision.Actor;

namespace Supervision.Event;

/// <summary>A message that its actor did not know what to do with.</summary>
public sealed class UnhandledMessage : AllDeadLetters
{
    /// <summary>Keeps the message and where it went.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">Who sent it.</param>
    /// <param name="recipient">The actor that had it.</param>
    public UnhandledMessage(object message, IActorRef sender, IActorRef recipient)
        : base(message, sender, recipient)
    {
    }
}
