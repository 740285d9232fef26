namespace Supervision.Actor.Internal;

/// <summary>The stash of one actor instance. Belongs to the thread that runs the cell.</summary>
public abstract class AbstractStash : IStash
{
    private readonly ActorCell _cell;
    private readonly LinkedList<Envelope> _kept = new();
    private int _lastEnvelopeId;

    /// <summary>Makes an empty stash.</summary>
    /// <param name="context">The context of the actor.</param>
    /// <param name="capacity">How many messages it takes; -1 for any number.</param>
    protected AbstractStash(IActorContext context, int capacity)
    {
        _cell = (ActorCell)context;
        _lastEnvelopeId = _cell.CurrentEnvelopeId - 1;
        Capacity = capacity;
    }

    /// <inheritdoc/>
    public virtual int Capacity { get; }

    /// <inheritdoc/>
    public int Count => _kept.Count;

    /// <inheritdoc/>
    public bool IsEmpty => _kept.Count == 0;

    /// <inheritdoc/>
    public bool NonEmpty => _kept.Count > 0;

    /// <inheritdoc/>
    public bool IsFull => Capacity >= 0 && _kept.Count >= Capacity;

    /// <inheritdoc/>
    public void Stash()
    {
        object message = _cell.CurrentMessage
            ?? throw new IllegalActorStateException("There is no message to stash");
        if (_cell.CurrentEnvelopeId == _lastEnvelopeId)
        {
            throw new IllegalActorStateException($"Can't stash the same message {message} more than once");
        }

        if (IsFull)
        {
            throw new StashOverflowException(
                $"Couldn't enqueue message [{message.GetType()}] from [{_cell.CurrentSenderOrNull}] to stash of [{_cell.Self}]. The stash holds {Capacity} messages.");
        }

        _lastEnvelopeId = _cell.CurrentEnvelopeId;
        _kept.AddLast(new Envelope(message, _cell.CurrentSenderOrNull));
    }

    /// <inheritdoc/>
    public void Unstash()
    {
        if (_kept.First is { } first)
        {
            _kept.RemoveFirst();
            PutBack(first.Value);
        }
    }

    /// <inheritdoc/>
    public void UnstashAll() => UnstashAll(static _ => true);

    /// <inheritdoc/>
    public void UnstashAll(Func<Envelope, bool> predicate)
    {
        // From the youngest to the oldest, each in front of the one before.
        for (LinkedListNode<Envelope>? node = _kept.Last; node is not null; node = node.Previous)
        {
            if (predicate(node.Value))
            {
                PutBack(node.Value);
            }
        }

        _kept.Clear();
    }

    /// <inheritdoc/>
    public IEnumerable<Envelope> ClearStash()
    {
        Envelope[] kept = [.. _kept];
        _kept.Clear();
        return kept;
    }

    /// <inheritdoc/>
    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        LinkedListNode<Envelope>? first = _kept.First;
        foreach (Envelope envelope in envelopes)
        {
            if (first is null)
            {
                _kept.AddLast(envelope);
            }
            else
            {
                _kept.AddBefore(first, envelope);
            }
        }
    }

    private void PutBack(Envelope envelope)
    {
        // An actor gets a Terminated only while it is owed one.
        if (envelope.Message is Terminated terminated)
        {
            _cell.TerminatedQueuedAgain(terminated.ActorRef);
        }

        _cell.EnqueueFirst(envelope);
    }
}

/// <summary>A stash that takes any number of messages.</summary>
public class UnboundedStashImpl : AbstractStash
{
    /// <summary>Makes an empty stash.</summary>
    public UnboundedStashImpl(IActorContext context)
        : base(context, -1)
    {
    }
}

/// <summary>A stash that takes as many messages as the actor's deployment or mailbox says.</summary>
public class BoundedStashImpl : AbstractStash
{
    /// <summary>Makes an empty stash.</summary>
    public BoundedStashImpl(IActorContext context)
        : this(context, context.System.Mailboxes.StashCapacity(context.Props.Dispatcher, context.Props.Mailbox))
    {
    }

    internal BoundedStashImpl(IActorContext context, int capacity)
        : base(context, capacity)
    {
    }
}
