using Supervision.Actor;

namespace Supervision.Dispatch.MessageQueues;

/// <summary>Any number of messages, with access to the front.</summary>
public class UnboundedDequeMessageQueue : IMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private readonly UnboundedMessageQueue _queue = new();
    private readonly Stack<Envelope> _front = new();

    /// <inheritdoc/>
    public virtual bool HasMessages => _front.Count > 0 || _queue.HasMessages;

    /// <inheritdoc/>
    public virtual int Count => _front.Count + _queue.Count;

    /// <inheritdoc/>
    public virtual void Enqueue(IActorRef receiver, Envelope envelope) => _queue.Enqueue(receiver, envelope);

    /// <inheritdoc/>
    public virtual void EnqueueFirst(Envelope envelope) => _front.Push(envelope);

    /// <inheritdoc/>
    public virtual bool TryDequeue(out Envelope envelope) => _front.TryPop(out envelope) || _queue.TryDequeue(out envelope);

    /// <inheritdoc/>
    public virtual void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out Envelope envelope))
        {
            deadletters.Enqueue(owner, envelope);
        }
    }
}
