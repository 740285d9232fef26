using Supervision.Actor;
using Supervision.Dispatch.MessageQueues;

namespace Supervision.Dispatch;

/// <summary>A view of an actor's mailbox, for tests and tools. The mailbox itself is part of the cell.</summary>
public class Mailbox : IRunnable
{
    private readonly ActorCell _cell;

    internal Mailbox(ActorCell cell)
    {
        _cell = cell;
    }

    /// <summary>The dispatcher that works the mailbox off.</summary>
    public MessageDispatcher Dispatcher => _cell.Dispatcher;

    /// <summary>The queue of user messages.</summary>
    public IMessageQueue MessageQueue => _cell.OwnQueue ?? new CellMessageQueue(_cell);

    /// <summary>True when user messages wait.</summary>
    public bool HasMessages => _cell.HasMessages;

    /// <summary>How many user messages wait; an estimate while the actor runs.</summary>
    public int NumberOfMessages => _cell.NumberOfMessages;

    /// <summary>True when system messages wait.</summary>
    public bool HasSystemMessages => _cell.HasSystemMessages;

    /// <summary>True while user messages are held back by supervision.</summary>
    public bool IsSuspended => _cell.SuspendCount > 0;

    /// <summary>True while the mailbox is with the dispatcher.</summary>
    public bool IsScheduled => _cell.IsScheduled;

    /// <summary>True once the actor has stopped.</summary>
    public bool IsClosed => _cell.IsTerminated;

    /// <inheritdoc/>
    public void Run() => _cell.Run();

    /// <inheritdoc/>
    public void Execute() => _cell.Run();

    private sealed class CellMessageQueue(ActorCell cell) : IMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
    {
        public bool HasMessages => cell.HasMessages;

        public int Count => cell.NumberOfMessages;

        public void Enqueue(IActorRef receiver, Envelope envelope)
        {
            cell.Enqueue(envelope.Message, envelope.Sender);
            cell.ScheduleForUserMessage();
        }

        public void EnqueueFirst(Envelope envelope) => cell.EnqueueFirst(envelope);

        public bool TryDequeue(out Envelope envelope) =>
            throw new NotSupportedException("Only the actor itself takes messages out of its mailbox");

        public void CleanUp(IActorRef owner, IMessageQueue deadletters) =>
            throw new NotSupportedException("Only the actor itself takes messages out of its mailbox");
    }
}
