using Supervision.Actor;
using Supervision.Event;

namespace Supervision.Dispatch.MessageQueues;

/// <summary>A queue that makes dead letters of what is put in.</summary>
internal sealed class DeadLetterMessageQueue(IActorRef deadLetters) : IMessageQueue
{
    public bool HasMessages => false;

    public int Count => 0;

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        // A dead letter that comes here was for a subscriber that has stopped; to publish it again would never end.
        if (envelope.Message is not AllDeadLetters)
        {
            IActorRef sender = envelope.Sender ?? deadLetters;
            deadLetters.Tell(new DeadLetter(envelope.Message, sender, receiver), sender);
        }
    }

    public bool TryDequeue(out Envelope envelope)
    {
        envelope = default;
        return false;
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
    }
}
