using System.Diagnostics.CodeAnalysis;
using Supervision.Actor.Internal;
using Supervision.Dispatch;
using Supervision.Dispatch.MessageQueues;
using Supervision.Dispatch.SysMsg;

namespace Supervision.Actor;

// Overview
// User messages: a stack that everybody pushes on and that the running thread takes as a whole and turns around (_batch). Who
// pushes on an empty stack makes sure that the actor is scheduled; the others know that somebody did. An actor that is told
// more than it can process gets a SegmentQueue, which costs memory but less per message, and keeps it. Whoever sees that
// queue uses it, so what one teller pushed before is still on the stack or in the batch: both go first.
// System messages: a stack of the same kind. A marker at its head closes it for good.
// Status word: bit 0 closed, bit 1 scheduled, bit 2 waiting for an asynchronous handler, above that the number of suspensions.
// A producer queues first and reads the status afterwards; the consumer clears "scheduled" first and looks at the queues
// afterwards. Both steps have a full fence between them, so one of the two always sees the message.

/// <content>The mailbox, and the run that works it off.</content>
public partial class ActorCell
{
    private const int ClosedBit = 1;
    private const int ScheduledBit = 2;
    private const int AwaitingBit = 4;
    private const int SuspendUnit = 8;

    /// <summary>A batch longer than this shows an actor that is told faster than it works.</summary>
    private const int LongBatch = 512;

    private static readonly SystemMessage SystemQueueClosed = new NoMessage();

    private bool _created;
    private bool _instanceCleared;

    /// <summary>True once the actor is stopped for good.</summary>
    public bool IsTerminated => (Volatile.Read(ref _mailbox.Status) & ClosedBit) != 0;

    /// <inheritdoc/>
    public bool HasMessages => _ownQueue is { } queue
        ? queue.HasMessages
        : _batch is not null || Volatile.Read(ref _mailbox.Users) is not null || _mailbox.Segments is { HasMessages: true };

    /// <inheritdoc/>
    public int NumberOfMessages => _ownQueue is { } queue ? queue.Count : CountNodes();

    /// <summary>A view of the mailbox, for tests and tools.</summary>
    public Mailbox Mailbox => IsTerminated ? _system.Mailboxes.DeadLetterMailbox : new Mailbox(this);

    internal bool HasSystemMessages => Volatile.Read(ref _mailbox.System) is { } head && !ReferenceEquals(head, SystemQueueClosed);

    internal bool IsScheduled => (Volatile.Read(ref _mailbox.Status) & ScheduledBit) != 0;

    internal int SuspendCount => Volatile.Read(ref _mailbox.Status) / SuspendUnit;

    internal IMessageQueue? OwnQueue => _ownQueue;

    /// <inheritdoc/>
    public virtual void SendMessage(IActorRef? sender, object message)
    {
        if (_dispatcher.InterceptsDispatch)
        {
            _dispatcher.Dispatch(this, new Envelope(message, sender));
        }
        else
        {
            Enqueue(message, sender);
            ScheduleForUserMessage();
        }
    }

    /// <summary>Queues a user message and schedules: the short way, for cells that <see cref="IsPlain"/>.</summary>
    internal void Post(object message, IActorRef? sender)
    {
        if (Volatile.Read(ref _mailbox.Segments) is { } segments)
        {
            segments.Enqueue(message, sender);
            ScheduleForUserMessage();
        }
        else if (Push(message, sender))
        {
            ScheduleForUserMessage();
        }
    }

    /// <summary>True when nothing but this class has a say in how messages are queued.</summary>
    internal bool IsPlain => GetType() == typeof(ActorCell) && _ownQueue is null && !_dispatcher.InterceptsDispatch;

    /// <summary>Queues a user message.</summary>
    public virtual void SendMessage(Envelope message) => SendMessage(message.Sender, message.Message);

    /// <inheritdoc/>
    public virtual void SendSystemMessage(ISystemMessage message)
    {
        if (message is not SystemMessage systemMessage)
        {
            throw new ArgumentException($"Not a system message of this kernel: {message.GetType()}", nameof(message));
        }

        _dispatcher.SystemDispatch(this, systemMessage);
    }

    /// <summary>Puts what is queued on the dispatcher, unless it is there already or must wait.</summary>
    internal void ScheduleForUserMessage()
    {
        int status = Volatile.Read(ref _mailbox.Status);

        // A closed mailbox is scheduled too: the message came too late and must become a dead letter.
        while ((status & ScheduledBit) == 0 && (status == 0 || (status & ClosedBit) != 0))
        {
            int seen = Interlocked.CompareExchange(ref _mailbox.Status, status | ScheduledBit, status);
            if (seen == status)
            {
                _dispatcher.Execute(this);
                return;
            }

            status = seen;
        }
    }

    internal void ScheduleForSystemMessage()
    {
        int status = Volatile.Read(ref _mailbox.Status);
        while ((status & ScheduledBit) == 0)
        {
            int seen = Interlocked.CompareExchange(ref _mailbox.Status, status | ScheduledBit, status);
            if (seen == status)
            {
                _dispatcher.Execute(this);
                return;
            }

            status = seen;
        }
    }

    internal void GiveUpSchedule() => Interlocked.And(ref _mailbox.Status, ~ScheduledBit);

    internal void Enqueue(object message, IActorRef? sender)
    {
        if (_ownQueue is { } queue)
        {
            queue.Enqueue(_self, new Envelope(message, sender));
            return;
        }

        if (Volatile.Read(ref _mailbox.Segments) is { } segments)
        {
            segments.Enqueue(message, sender);
        }
        else
        {
            Push(message, sender);
        }
    }

    /// <summary>Queues a message before all others. Only the running actor itself does this (unstash).</summary>
    internal void EnqueueFirst(Envelope envelope)
    {
        // A notice that was stashed had been delivered; it will be once more.
        if (envelope.Message is Terminated terminated)
        {
            (_watch ??= new WatchState()).QueueAgain(terminated.ActorRef);
        }

        switch (_ownQueue)
        {
            case null:
                break;
            case IDequeBasedMessageQueueSemantics deque:
                deque.EnqueueFirst(envelope);
                return;
            default:
                throw new NotSupportedException($"The mailbox of {_self} cannot put a message in front: {_ownQueue.GetType()}");
        }

        MessageNode node = MessageNodePool.Current.Rent(envelope.Message, envelope.Sender);
        node.Next = _batch;
        _batch = node;
    }

    internal void EnqueueSystem(SystemMessage message)
    {
        SystemMessage? head = Volatile.Read(ref _mailbox.System);
        while (!ReferenceEquals(head, SystemQueueClosed))
        {
            message.Next = head;
            SystemMessage? seen = Interlocked.CompareExchange(ref _mailbox.System, message, head);
            if (ReferenceEquals(seen, head))
            {
                return;
            }

            head = seen;
        }

        message.Unlink();
        HandleAfterDeath(message);
    }

    internal void UseMailbox(MailboxType? mailboxType)
    {
        // Null is the unbounded queue inside the cell. Others cost an object, and a virtual call per message.
        if (mailboxType is not null and not UnboundedMailbox and not UnboundedDequeBasedMailbox)
        {
            _ownQueue = mailboxType.Create(_self, _system);
        }
    }

    void IThreadPoolWorkItem.Execute() => DirectRunner.Current.Start(this);

    /// <summary>Works the mailbox off: all system messages, then a batch of user messages. For dispatchers.</summary>
    public void Run()
    {
        ActorCell? before = InternalCurrentActorCellKeeper.Current;
        InternalCurrentActorCellKeeper.Current = this;
        try
        {
            if (!_created)
            {
                _created = true;
                Create();
            }

            ProcessSystemMessages();
            ProcessMailbox();
        }
        finally
        {
            InternalCurrentActorCellKeeper.Current = before;
            Interlocked.And(ref _mailbox.Status, ~ScheduledBit);
            Reschedule();
        }
    }

    private void Reschedule()
    {
        if (HasSystemMessages)
        {
            ScheduleForSystemMessage();
        }
        else if (HasMessages)
        {
            ScheduleForUserMessage();
        }
    }

    private void ProcessMailbox()
    {
        int left = _dispatcher.Throughput;
        long deadline = _dispatcher.DeadlineFromNow();
        MessageNodePool pool = MessageNodePool.Current;
        DirectRunner runner = DirectRunner.Current;
        while (Volatile.Read(ref _mailbox.Status) == ScheduledBit && TryDequeue(pool, out object? message, out IActorRef? sender))
        {
            // Whom the message before woke must not wait for this one as well.
            runner.Release();
            Invoke(message, sender);
            if (Volatile.Read(ref _mailbox.System) is not null)
            {
                ProcessSystemMessages();
            }

            if (--left <= 0 || (deadline != long.MaxValue && TimeProvider.System.GetTimestamp() >= deadline))
            {
                return;
            }
        }

        if (IsTerminated)
        {
            DrainToDeadLetters();
        }
    }

    private bool Push(object message, IActorRef? sender)
    {
        MessageNode node = MessageNodePool.Current.Rent(message, sender);
        MessageNode? below = Volatile.Read(ref _mailbox.Users);
        while (true)
        {
            node.Next = below;
            MessageNode? seen = Interlocked.CompareExchange(ref _mailbox.Users, node, below);
            if (ReferenceEquals(seen, below))
            {
                return below is null;
            }

            below = seen;
        }
    }

    private bool TryDequeue(MessageNodePool pool, [NotNullWhen(true)] out object? message, out IActorRef? sender)
    {
        if (_ownQueue is { } queue)
        {
            bool any = queue.TryDequeue(out Envelope envelope);
            message = envelope.Message;
            sender = envelope.Sender;
            return any;
        }

        MessageNode? node = _batch;
        if (node is null)
        {
            // Look first, then at the stack: what was pushed before the message that is seen here is seen there.
            SegmentQueue? segments = _mailbox.Segments;
            bool queued = segments is not null && segments.TryPeek();
            if (Volatile.Read(ref _mailbox.Users) is not null)
            {
                node = TakeBatch();
            }
            else if (queued)
            {
                message = segments!.Take(out sender);
                return true;
            }
            else
            {
                message = null;
                sender = null;
                return false;
            }
        }

        _batch = node.Next;
        message = node.Message!;
        sender = node.Sender;
        pool.Return(node);
        return true;
    }

    private MessageNode TakeBatch()
    {
        MessageNode? stack = Interlocked.Exchange(ref _mailbox.Users, null);
        MessageNode? batch = null;
        int count = 0;
        while (stack is not null)
        {
            MessageNode? below = stack.Next;
            stack.Next = batch;
            batch = stack;
            stack = below;
            count++;
        }

        if (count > LongBatch && _mailbox.Segments is null)
        {
            Volatile.Write(ref _mailbox.Segments, new SegmentQueue());
        }

        return batch!;
    }

    private int CountNodes()
    {
        // Nodes move on while they are counted: an estimate, and an end to it.
        const int Enough = 1_000_000;
        int count = 0;
        for (MessageNode? node = Volatile.Read(ref _mailbox.Users); node is not null && count < Enough; node = Volatile.Read(ref node.Next))
        {
            count++;
        }

        for (MessageNode? node = Volatile.Read(ref _batch); node is not null && count < Enough; node = Volatile.Read(ref node.Next))
        {
            count++;
        }

        return count + (_mailbox.Segments?.Count ?? 0);
    }

    private void CloseMailbox()
    {
        Interlocked.Or(ref _mailbox.Status, ClosedBit);
        SystemMessage? left = Reverse(Interlocked.Exchange(ref _mailbox.System, SystemQueueClosed));
        while (left is not null)
        {
            SystemMessage? next = left.Next;
            left.Unlink();
            HandleAfterDeath(left);
            left = next;
        }

        DrainToDeadLetters();
        _mailbox.Segments?.DropSpares();
    }

    private void DrainToDeadLetters()
    {
        if (_ownQueue is { } queue)
        {
            queue.CleanUp(_self, _system.Mailboxes.DeadLetterQueue);
            return;
        }

        MessageNodePool pool = MessageNodePool.Current;
        while (TryDequeue(pool, out object? message, out IActorRef? sender))
        {
            _system.Mailboxes.DeadLetterQueue.Enqueue(_self, new Envelope(message, sender));
        }
    }

    private void HandleAfterDeath(SystemMessage message)
    {
        // Nobody but a watcher waits for an answer of the dead.
        if (message is Watch watch && !watch.Watcher.Equals(_self))
        {
            watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, existenceConfirmed: false, addressTerminated: false));
        }
    }

    private static SystemMessage? Reverse(SystemMessage? stack)
    {
        SystemMessage? reversed = null;
        while (stack is not null && !ReferenceEquals(stack, SystemQueueClosed))
        {
            SystemMessage? next = stack.Next;
            stack.Next = reversed;
            reversed = stack;
            stack = next;
        }

        return reversed;
    }
}
