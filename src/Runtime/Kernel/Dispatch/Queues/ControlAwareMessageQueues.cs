using Supervision.Actor;

namespace Supervision.Dispatch.MessageQueues;

// Overview
// What the actor put back in front (unstashed) comes first, then the control messages, then the others; each in order of arrival.

/// <summary>Any number of messages; control messages (<see cref="IControlMessage"/>) overtake the others.</summary>
public class UnboundedControlAwareMessageQueue : UnboundedDequeMessageQueue, IUnboundedControlAwareMessageQueueSemantics
{
    private readonly UnboundedMessageQueue _control = new();
    private int _inFront;

    /// <inheritdoc/>
    public override bool HasMessages => _control.HasMessages || base.HasMessages;

    /// <inheritdoc/>
    public override int Count => _control.Count + base.Count;

    /// <inheritdoc/>
    public override void Enqueue(IActorRef receiver, Envelope envelope)
    {
        if (envelope.Message is IControlMessage)
        {
            _control.Enqueue(receiver, envelope);
        }
        else
        {
            base.Enqueue(receiver, envelope);
        }
    }

    /// <inheritdoc/>
    public override void EnqueueFirst(Envelope envelope)
    {
        base.EnqueueFirst(envelope);
        _inFront++;
    }

    /// <inheritdoc/>
    public override bool TryDequeue(out Envelope envelope)
    {
        if (_inFront == 0)
        {
            return _control.TryDequeue(out envelope) || base.TryDequeue(out envelope);
        }

        _inFront--;
        return base.TryDequeue(out envelope);
    }
}

/// <summary>A limited number of messages; control messages (<see cref="IControlMessage"/>) overtake the others, and need room like them.</summary>
public class BoundedControlAwareMessageQueue : BoundedDequeMessageQueue, IBoundedControlAwareMessageQueueSemantics
{
    private LinkedListNode<Envelope>? _lastControl;
    private LinkedListNode<Envelope>? _lastInFront;

    /// <summary>Makes an empty queue.</summary>
    /// <param name="boundedCapacity">How many messages fit; at least 1.</param>
    /// <param name="pushTimeOut">How long senders wait for room; zero for not at all, negative for ever.</param>
    public BoundedControlAwareMessageQueue(int boundedCapacity, TimeSpan pushTimeOut)
        : base(boundedCapacity, pushTimeOut)
    {
    }

    private protected override void LockedAdd(LinkedList<Envelope> queue, Envelope envelope)
    {
        if (envelope.Message is not IControlMessage)
        {
            queue.AddLast(envelope);
        }
        else if ((_lastControl ?? _lastInFront) is { } before)
        {
            _lastControl = queue.AddAfter(before, envelope);
        }
        else
        {
            _lastControl = queue.AddFirst(envelope);
        }
    }

    private protected override void LockedAddedFirst(LinkedListNode<Envelope> first) => _lastInFront ??= first;

    private protected override void LockedRemoving(LinkedListNode<Envelope> first)
    {
        _lastControl = first == _lastControl ? null : _lastControl;
        _lastInFront = first == _lastInFront ? null : _lastInFront;
    }
}
