using Supervision.Actor.Internal;
using Supervision.Dispatch;
using Supervision.Dispatch.MessageQueues;
using Supervision.Dispatch.SysMsg;

namespace Supervision.Actor;

// Overview
// Two queues and a status word.
// User queue: many producers, one consumer, linked nodes. A producer swaps itself in as the tail and then links its
// predecessor (or the head, when there was none); it never waits. The consumer takes the last node by swapping the tail back
// to null; when that fails a producer is between its two steps and the link appears within a few instructions.
// System queue: a stack that the consumer takes as a whole and reverses. A marker at its head closes it for good.
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

    private static readonly SystemMessage SystemQueueClosed = new NoMessage();

    private MessageNode? _head;
    private MessageNode? _tail;
    private SystemMessage? _systemHead;
    private IMessageQueue? _ownQueue;
    private int _status;
    private bool _created;
    private bool _instanceCleared;

    /// <summary>True once the actor is stopped for good.</summary>
    public bool IsTerminated => (Volatile.Read(ref _status) & ClosedBit) != 0;

    /// <inheritdoc/>
    public bool HasMessages => _ownQueue is { } queue ? queue.HasMessages : Volatile.Read(ref _tail) is not null;

    /// <inheritdoc/>
    public int NumberOfMessages => _ownQueue is { } queue ? queue.Count : CountNodes();

    /// <summary>A view of the mailbox, for tests and tools.</summary>
    public Mailbox Mailbox => new(this);

    internal bool HasSystemMessages => Volatile.Read(ref _systemHead) is { } head && !ReferenceEquals(head, SystemQueueClosed);

    internal bool IsScheduled => (Volatile.Read(ref _status) & ScheduledBit) != 0;

    internal int SuspendCount => Volatile.Read(ref _status) / SuspendUnit;

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
        int status = Volatile.Read(ref _status);

        // A closed mailbox is scheduled too: the message came too late and must become a dead letter.
        while ((status & ScheduledBit) == 0 && (status == 0 || (status & ClosedBit) != 0))
        {
            int seen = Interlocked.CompareExchange(ref _status, status | ScheduledBit, status);
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
        int status = Volatile.Read(ref _status);
        while ((status & ScheduledBit) == 0)
        {
            int seen = Interlocked.CompareExchange(ref _status, status | ScheduledBit, status);
            if (seen == status)
            {
                _dispatcher.Execute(this);
                return;
            }

            status = seen;
        }
    }

    internal void GiveUpSchedule() => Interlocked.And(ref _status, ~ScheduledBit);

    internal void Enqueue(object message, IActorRef? sender)
    {
        if (_ownQueue is { } queue)
        {
            queue.Enqueue(_self, new Envelope(message, sender));
            return;
        }

        MessageNode node = MessageNodePool.Current.Rent(message, sender);
        MessageNode? before = Interlocked.Exchange(ref _tail, node);
        if (before is null)
        {
            Volatile.Write(ref _head, node);
        }
        else
        {
            Volatile.Write(ref before.Next, node);
        }
    }

    /// <summary>Queues a message before all others. Only the running actor itself does this (unstash).</summary>
    internal void EnqueueFirst(Envelope envelope)
    {
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
        if (Interlocked.CompareExchange(ref _tail, node, null) is null)
        {
            Volatile.Write(ref _head, node);
            return;
        }

        node.Next = AwaitLink(ref _head);
        _head = node;
    }

    internal void EnqueueSystem(SystemMessage message)
    {
        SystemMessage? head = Volatile.Read(ref _systemHead);
        while (!ReferenceEquals(head, SystemQueueClosed))
        {
            message.Next = head;
            SystemMessage? seen = Interlocked.CompareExchange(ref _systemHead, message, head);
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

    void IThreadPoolWorkItem.Execute() => Run();

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
            Interlocked.And(ref _status, ~ScheduledBit);
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
        while (Volatile.Read(ref _status) == ScheduledBit && TryDequeue(out object? message, out IActorRef? sender))
        {
            Invoke(message!, sender);
            if (Volatile.Read(ref _systemHead) is not null)
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

    private bool TryDequeue(out object? message, out IActorRef? sender)
    {
        if (_ownQueue is { } queue)
        {
            bool any = queue.TryDequeue(out Envelope envelope);
            message = envelope.Message;
            sender = envelope.Sender;
            return any;
        }

        // No head but a tail: a producer is about to publish the head, and schedules afterwards.
        MessageNode? node = Volatile.Read(ref _head);
        if (node is null)
        {
            message = null;
            sender = null;
            return false;
        }

        MessageNode? next = Volatile.Read(ref node.Next);
        if (next is null)
        {
            _head = null;
            if (!ReferenceEquals(Interlocked.CompareExchange(ref _tail, null, node), node))
            {
                _head = AwaitLink(ref node.Next);
            }
        }
        else
        {
            _head = next;
        }

        message = node.Message;
        sender = node.Sender;
        MessageNodePool.Current.Return(node);
        return true;
    }

    private static MessageNode AwaitLink(ref MessageNode? link)
    {
        SpinWait spin = default;
        MessageNode? node;
        while ((node = Volatile.Read(ref link)) is null)
        {
            spin.SpinOnce();
        }

        return node;
    }

    private int CountNodes()
    {
        const int Enough = 1_000_000;
        int count = 0;
        for (MessageNode? node = Volatile.Read(ref _head); node is not null && count < Enough; node = Volatile.Read(ref node.Next))
        {
            count++;
        }

        return count;
    }

    private void CloseMailbox()
    {
        Interlocked.Or(ref _status, ClosedBit);
        SystemMessage? left = Reverse(Interlocked.Exchange(ref _systemHead, SystemQueueClosed));
        while (left is not null)
        {
            SystemMessage? next = left.Next;
            left.Unlink();
            HandleAfterDeath(left);
            left = next;
        }

        DrainToDeadLetters();
    }

    private void DrainToDeadLetters()
    {
        if (_ownQueue is { } queue)
        {
            queue.CleanUp(_self, _system.Mailboxes.DeadLetterQueue);
            return;
        }

        while (TryDequeue(out object? message, out IActorRef? sender))
        {
            _system.Mailboxes.DeadLetterQueue.Enqueue(_self, new Envelope(message!, sender));
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
