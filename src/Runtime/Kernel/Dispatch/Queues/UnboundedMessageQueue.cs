using System.Collections.Concurrent;
using Supervision.Actor;

namespace Supervision.Dispatch.MessageQueues;

/// <summary>Any number of messages, first in first out.</summary>
public class UnboundedMessageQueue : IMessageQueue, IUnboundedMessageQueueSemantics
{
    private readonly ConcurrentQueue<Envelope> _queue = new();

    /// <inheritdoc/>
    public virtual bool HasMessages => !_queue.IsEmpty;

    /// <inheritdoc/>
    public virtual int Count => _queue.Count;

    /// <inheritdoc/>
    public virtual void Enqueue(IActorRef receiver, Envelope envelope) => _queue.Enqueue(envelope);

    /// <inheritdoc/>
    public virtual bool TryDequeue(out Envelope envelope) => _queue.TryDequeue(out envelope);

    /// <inheritdoc/>
    public virtual void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out Envelope envelope))
        {
            deadletters.Enqueue(owner, envelope);
        }
    }
}
