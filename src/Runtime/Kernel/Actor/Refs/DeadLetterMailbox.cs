using Supervision.Dispatch;
using Supervision.Dispatch.MessageQueues;

namespace Supervision.Actor;

/// <summary>A mailbox that makes dead letters of what is put in.</summary>
public sealed class DeadLetterMailbox : Mailbox
{
    /// <summary>Makes the mailbox.</summary>
    /// <param name="deadLetters">Takes the dead letters.</param>
    public DeadLetterMailbox(IActorRef deadLetters)
        : base(new DeadLetterMessageQueue(deadLetters))
    {
    }
}
