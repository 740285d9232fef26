using Supervision.Actor;
using Supervision.Util;

namespace Supervision.Dispatch.MessageQueues;

/// <summary>Messages by priority; what comes in front overtakes all priorities.</summary>
public class UnboundedPriorityMessageQueue : BlockingMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private readonly PriorityList _queue;
    private readonly Stack<Envelope> _front = new();

    /// <summary>Makes an empty queue.</summary>
    /// <param name="priorityGenerator">The priority of a message; lower comes first.</param>
    /// <param name="initialCapacity">How many messages there is room for at first.</param>
    public UnboundedPriorityMessageQueue(Func<object, int> priorityGenerator, int initialCapacity) => _queue = new PriorityList(initialCapacity, priorityGenerator);

    /// <inheritdoc/>
    protected override int LockedCount => _front.Count + _queue.Count;

    /// <inheritdoc/>
    public void EnqueueFirst(Envelope envelope) => _front.Push(envelope);

    /// <inheritdoc/>
    protected override void LockedEnqueue(Envelope envelope) => _queue.Enqueue(envelope);

    /// <inheritdoc/>
    protected override bool LockedTryDequeue(out Envelope envelope) =>
        _front.TryPop(out envelope) || _queue.TryDequeue(out envelope);
}

/// <summary>Messages by priority; among equals the first comes first.</summary>
public class UnboundedStablePriorityMessageQueue : UnboundedPriorityMessageQueue
{
    /// <summary>Makes an empty queue.</summary>
    public UnboundedStablePriorityMessageQueue(Func<object, int> priorityGenerator, int initialCapacity)
        : base(priorityGenerator, initialCapacity)
    {
    }
}
