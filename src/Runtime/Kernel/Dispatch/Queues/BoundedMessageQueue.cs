using Supervision.Actor;
using Supervision.Configuration;

namespace Supervision.Dispatch.MessageQueues;

/// <summary>A limited number of messages: senders wait for room up to a time, and then the message is a dead letter.</summary>
public class BoundedMessageQueue : IMessageQueue, IBoundedMessageQueueSemantics
{
    private readonly LinkedList<Envelope> _queue = new();
    private readonly int _capacity;

    /// <summary>Reads <c>mailbox-capacity</c> (1000) and <c>mailbox-push-timeout-time</c> (10 s).</summary>
    public BoundedMessageQueue(Config config)
        : this(CapacityOf(config), PushTimeoutOf(config))
    {
    }

    /// <summary>Makes an empty queue.</summary>
    /// <param name="boundedCapacity">How many messages fit; at least 1.</param>
    /// <param name="pushTimeOut">How long senders wait for room; zero for not at all, negative for ever.</param>
    public BoundedMessageQueue(int boundedCapacity, TimeSpan pushTimeOut)
    {
        if (boundedCapacity <= 0)
        {
            throw new ArgumentException("The capacity for BoundedMessageQueue must be greater than zero", nameof(boundedCapacity));
        }

        _capacity = boundedCapacity;
        PushTimeOut = pushTimeOut;
    }

    /// <inheritdoc/>
    public TimeSpan PushTimeOut { get; set; }

    /// <inheritdoc/>
    public bool HasMessages => Count > 0;

    /// <inheritdoc/>
    public int Count
    {
        get
        {
            lock (_queue)
            {
                return _queue.Count;
            }
        }
    }

    /// <inheritdoc/>
    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        if (!TryAdd(envelope) && envelope.Message is not Event.AllDeadLetters)
        {
            IActorRef deadLetters = ((IInternalActorRef)receiver).Provider.DeadLetters;
            IActorRef sender = envelope.Sender ?? deadLetters;
            deadLetters.Tell(new Event.DeadLetter(envelope.Message, sender, receiver), sender);
        }
    }

    /// <inheritdoc/>
    public bool TryDequeue(out Envelope envelope)
    {
        lock (_queue)
        {
            if (_queue.First is not { } first)
            {
                envelope = default;
                return false;
            }

            envelope = first.Value;
            LockedRemoving(first);
            _queue.RemoveFirst();
            Monitor.Pulse(_queue);
            return true;
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

    internal static int CapacityOf(Config config) => config.GetInt("mailbox-capacity", 1000);

    internal static TimeSpan PushTimeoutOf(Config config) => config.GetTimeSpan("mailbox-push-timeout-time", TimeSpan.FromSeconds(10));

    private protected void AddFirst(Envelope envelope)
    {
        // What was taken out of this mailbox before may always go back.
        lock (_queue)
        {
            LockedAddedFirst(_queue.AddFirst(envelope));
        }
    }

    private protected virtual void LockedAdd(LinkedList<Envelope> queue, Envelope envelope) => queue.AddLast(envelope);

    private protected virtual void LockedAddedFirst(LinkedListNode<Envelope> first)
    {
    }

    private protected virtual void LockedRemoving(LinkedListNode<Envelope> first)
    {
    }

    private bool TryAdd(Envelope envelope)
    {
        lock (_queue)
        {
            long start = TimeProvider.System.GetTimestamp();
            while (_queue.Count >= _capacity)
            {
                TimeSpan left = PushTimeOut < TimeSpan.Zero
                    ? Timeout.InfiniteTimeSpan
                    : PushTimeOut - TimeProvider.System.GetElapsedTime(start);
                if (left != Timeout.InfiniteTimeSpan && left <= TimeSpan.Zero)
                {
                    return false;
                }

                Monitor.Wait(_queue, left);
            }

            LockedAdd(_queue, envelope);
            return true;
        }
    }
}

/// <summary>A limited number of messages, with access to the front.</summary>
public class BoundedDequeMessageQueue : BoundedMessageQueue, IBoundedDequeBasedMessageQueueSemantics
{
    /// <summary>Makes an empty queue.</summary>
    public BoundedDequeMessageQueue(int boundedCapacity, TimeSpan pushTimeOut)
        : base(boundedCapacity, pushTimeOut)
    {
    }

    /// <inheritdoc/>
    public void EnqueueFirst(Envelope envelope) => AddFirst(envelope);
}
