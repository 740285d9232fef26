using Supervision.Actor;

namespace Supervision.Dispatch.MessageQueues;

/// <summary>The queue of user messages of one actor: many threads put in, one takes out.</summary>
public interface IMessageQueue
{
    /// <summary>True when something is in it.</summary>
    bool HasMessages { get; }

    /// <summary>How many messages are in it.</summary>
    int Count { get; }

    /// <summary>Puts a message in.</summary>
    /// <param name="receiver">The actor that the queue belongs to.</param>
    /// <param name="envelope">The message.</param>
    void Enqueue(IActorRef receiver, Envelope envelope);

    /// <summary>Takes the next message out.</summary>
    bool TryDequeue(out Envelope envelope);

    /// <summary>Moves all messages to the dead letters; the actor has stopped.</summary>
    void CleanUp(IActorRef owner, IMessageQueue deadletters);
}
