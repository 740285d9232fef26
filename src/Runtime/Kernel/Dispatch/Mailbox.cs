using Supervision.Actor;
using Supervision.Dispatch.MessageQueues;

namespace Supervision.Dispatch;

/// <summary>A view of an actor's mailbox, for tests and tools: the mailbox itself is part of the cell. Or a queue with an actor.</summary>
public class Mailbox : IRunnable
{
    private readonly IMessageQueue? _queue;
    private ActorCell? _cell;

    /// <summary>Makes a mailbox of a queue; it belongs to nobody until <see cref="SetActor"/>.</summary>
    public Mailbox(IMessageQueue messageQueue)
    {
        ArgumentNullException.ThrowIfNull(messageQueue);
        _queue = messageQueue;
    }

    internal Mailbox(ActorCell cell)
    {
        _cell = cell;
    }

    /// <summary>The dispatcher that works the mailbox off.</summary>
    /// <exception cref="InvalidOperationException">The mailbox belongs to nobody.</exception>
    public MessageDispatcher Dispatcher => Cell.Dispatcher;

    /// <summary>The queue of user messages.</summary>
    public IMessageQueue MessageQueue => _queue ?? Cell.OwnQueue ?? InsideOf(Cell);

    /// <summary>True when user messages wait.</summary>
    public bool HasMessages => MessageQueue.HasMessages;

    /// <summary>How many user messages wait; an estimate while the actor runs.</summary>
    public int NumberOfMessages => MessageQueue.Count;

    /// <summary>True when system messages wait.</summary>
    public bool HasSystemMessages => _cell is { HasSystemMessages: true };

    /// <summary>True while user messages are held back by supervision.</summary>
    public bool IsSuspended => _cell is { SuspendCount: > 0 };

    /// <summary>True while the mailbox is with the dispatcher.</summary>
    public bool IsScheduled => _cell is { IsScheduled: true };

    /// <summary>True once the actor has stopped.</summary>
    public bool IsClosed => _cell is { IsTerminated: true };

    private ActorCell Cell => _cell ?? throw new InvalidOperationException("The mailbox has no actor");

    /// <summary>Says whose mailbox it is.</summary>
    public virtual void SetActor(ActorCell actorCell) => _cell = actorCell;

    /// <summary>Makes dead letters of the user messages; does nothing where the mailbox belongs to nobody.</summary>
    public virtual void CleanUp()
    {
        if (_cell is { } cell)
        {
            MessageQueue.CleanUp(cell.Self, cell.System.Mailboxes.DeadLetterMailbox.MessageQueue);
        }
    }

    /// <inheritdoc/>
    public void Run() => Cell.Run();

    /// <inheritdoc/>
    public void Execute() => Cell.Run();

    private static IMessageQueue InsideOf(ActorCell cell) =>
        cell.SystemImpl.Mailboxes.GetMailboxType(cell.Props, cell.Dispatcher.Configurator.Config) is UnboundedDequeBasedMailbox
            ? new DequeInCell(cell)
            : new QueueInCell(cell);

    // The queue inside a cell, under the type that its mailbox promises.
    private sealed class QueueInCell(ActorCell cell) : UnboundedMessageQueue
    {
        public override bool HasMessages => cell.HasMessages;

        public override int Count => cell.NumberOfMessages;

        public override void Enqueue(IActorRef receiver, Envelope envelope) => EnqueueInto(cell, envelope);

        public override bool TryDequeue(out Envelope envelope) => throw OnlyTheActor();

        public override void CleanUp(IActorRef owner, IMessageQueue deadletters) => throw OnlyTheActor();
    }

    private sealed class DequeInCell(ActorCell cell) : UnboundedDequeMessageQueue
    {
        public override bool HasMessages => cell.HasMessages;

        public override int Count => cell.NumberOfMessages;

        public override void Enqueue(IActorRef receiver, Envelope envelope) => EnqueueInto(cell, envelope);

        public override void EnqueueFirst(Envelope envelope) => cell.EnqueueFirst(envelope);

        public override bool TryDequeue(out Envelope envelope) => throw OnlyTheActor();

        public override void CleanUp(IActorRef owner, IMessageQueue deadletters) => throw OnlyTheActor();
    }

    private static void EnqueueInto(ActorCell cell, Envelope envelope)
    {
        cell.Enqueue(envelope.Message, envelope.Sender);
        cell.ScheduleForUserMessage();
    }

    private static NotSupportedException OnlyTheActor() => new("Only the actor itself takes messages out of its mailbox");
}
