using Supervision.Actor;

namespace Supervision.Event;

/// <summary>A message that was thrown away on purpose, for example since a queue was full.</summary>
public sealed class Dropped : AllDeadLetters
{
    /// <summary>Keeps the message, where it was going and why it went no further.</summary>
    /// <param name="message">The message.</param>
    /// <param name="reason">Why it was dropped.</param>
    /// <param name="sender">Who sent it.</param>
    /// <param name="recipient">Who should have had it.</param>
    public Dropped(object message, string reason, IActorRef sender, IActorRef recipient)
        : base(message, sender, recipient)
    {
        Reason = reason;
    }

    /// <summary>Keeps a message without a sender, where it was going and why it went no further.</summary>
    /// <param name="message">The message.</param>
    /// <param name="reason">Why it was dropped.</param>
    /// <param name="recipient">Who should have had it.</param>
    public Dropped(object message, string reason, IActorRef recipient)
        : this(message, reason, ActorRefs.NoSender!, recipient)
    {
    }

    /// <summary>Why it was dropped.</summary>
    public string Reason { get; }
}
