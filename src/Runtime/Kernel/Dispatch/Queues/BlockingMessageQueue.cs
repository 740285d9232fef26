using Supervision.Actor;

namespace Supervision.Dispatch.MessageQueues;

/// <summary>The base of queues that lock.</summary>
public abstract class BlockingMessageQueue : IMessageQueue, IMultipleConsumerSemantics
{
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public bool HasMessages => Count > 0;

    /// <inheritdoc/>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return LockedCount;
            }
        }
    }

    /// <summary>How many messages are in it; called with the lock held.</summary>
    protected abstract int LockedCount { get; }

    /// <inheritdoc/>
    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        lock (_gate)
        {
            LockedEnqueue(envelope);
        }
    }

    /// <inheritdoc/>
    public bool TryDequeue(out Envelope envelope)
    {
        lock (_gate)
        {
            return LockedTryDequeue(out envelope);
        }
    }

    /// <inheritdoc/>
    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out Envelope envelope))
        {
            deadletters.Enqueue(owner, envelope);
        }
    }

    /// <summary>Puts a message in; called with the lock held.</summary>
    protected abstract void LockedEnqueue(Envelope envelope);

    /// <summary>Takes the next message out; called with the lock held.</summary>
    protected abstract bool LockedTryDequeue(out Envelope envelope);
}
