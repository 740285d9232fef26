namespace Supervision.Dispatch;

/// <summary>What a message queue promises.</summary>
public interface ISemantics
{
}

/// <summary>The queue takes any number of messages.</summary>
public interface IUnboundedMessageQueueSemantics : ISemantics
{
}

/// <summary>The queue takes a limited number of messages.</summary>
public interface IBoundedMessageQueueSemantics : ISemantics
{
    /// <summary>How long a sender waits for room; afterwards the message is a dead letter.</summary>
    TimeSpan PushTimeOut { get; }
}

/// <summary>The queue can take a message in front.</summary>
public interface IDequeBasedMessageQueueSemantics : ISemantics
{
    /// <summary>Puts a message in front of all others. Only for the receiving actor itself.</summary>
    void EnqueueFirst(Actor.Envelope envelope);
}

/// <summary>Unbounded, with access to the front.</summary>
public interface IUnboundedDequeBasedMessageQueueSemantics : IDequeBasedMessageQueueSemantics, IUnboundedMessageQueueSemantics
{
}

/// <summary>Bounded, with access to the front.</summary>
public interface IBoundedDequeBasedMessageQueueSemantics : IDequeBasedMessageQueueSemantics, IBoundedMessageQueueSemantics
{
}

/// <summary>Control messages overtake the others.</summary>
public interface IControlAwareMessageQueueSemantics : ISemantics
{
}

/// <summary>Unbounded, and control messages overtake the others.</summary>
public interface IUnboundedControlAwareMessageQueueSemantics : IControlAwareMessageQueueSemantics, IUnboundedMessageQueueSemantics
{
}

/// <summary>Bounded, and control messages overtake the others.</summary>
public interface IBoundedControlAwareMessageQueueSemantics : IControlAwareMessageQueueSemantics, IBoundedMessageQueueSemantics
{
}

/// <summary>Marks a message that overtakes all but its like in a control-aware mailbox. Other mailboxes take no notice of it.</summary>
public interface IControlMessage
{
}

/// <summary>More than one thread may take messages out.</summary>
public interface IMultipleConsumerSemantics : ISemantics
{
}

/// <summary>Marks an actor that needs a queue of a kind; the kernel chooses a mailbox that has it.</summary>
/// <typeparam name="T">The kind.</typeparam>
public interface IRequiresMessageQueue<T>
    where T : ISemantics
{
}

/// <summary>Marks a mailbox by the queue that it makes.</summary>
/// <typeparam name="TQueue">The queue.</typeparam>
public interface IProducesMessageQueue<TQueue>
    where TQueue : MessageQueues.IMessageQueue
{
}

/// <summary>Marks a mailbox whose senders may wait.</summary>
public interface IProducesPushTimeoutSemanticsMailbox
{
    /// <summary>How long a sender waits for room.</summary>
    TimeSpan PushTimeout { get; }
}
