using Supervision.Actor;
using Supervision.Configuration;
using Supervision.Dispatch.MessageQueues;

namespace Supervision.Dispatch;

/// <summary>Any number of messages. Actors have this inside the cell when they do not ask for another one.</summary>
public sealed class UnboundedMailbox : MailboxType, IProducesMessageQueue<UnboundedMessageQueue>
{
    /// <summary>Makes the mailbox without settings: it has none.</summary>
    public UnboundedMailbox()
        : this(null!, Config.Empty)
    {
    }

    /// <summary>Makes the mailbox.</summary>
    public UnboundedMailbox(Settings settings, Config config)
        : base(settings, config)
    {
    }

    /// <inheritdoc/>
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new UnboundedMessageQueue();
}

/// <summary>Any number of messages, with access to the front. The cell's own queue has that, too.</summary>
public sealed class UnboundedDequeBasedMailbox : MailboxType, IProducesMessageQueue<UnboundedDequeMessageQueue>
{
    /// <summary>Makes the mailbox.</summary>
    public UnboundedDequeBasedMailbox(Settings settings, Config config)
        : base(settings, config)
    {
    }

    /// <inheritdoc/>
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new UnboundedDequeMessageQueue();
}

/// <summary>A limited number of messages; senders wait for room, and then the message is a dead letter.</summary>
public sealed class BoundedMailbox : MailboxType, IProducesMessageQueue<BoundedMessageQueue>, IProducesPushTimeoutSemanticsMailbox
{
    /// <summary>Reads <c>mailbox-capacity</c> (1000) and <c>mailbox-push-timeout-time</c> (10 s).</summary>
    public BoundedMailbox(Settings settings, Config config)
        : base(settings, config)
    {
        Capacity = BoundedMessageQueue.CapacityOf(config);
        PushTimeout = BoundedMessageQueue.PushTimeoutOf(config);
    }

    /// <summary>How many messages fit.</summary>
    public int Capacity { get; }

    /// <inheritdoc/>
    public TimeSpan PushTimeout { get; }

    /// <inheritdoc/>
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new BoundedMessageQueue(Capacity, PushTimeout);
}

/// <summary>A limited number of messages, with access to the front.</summary>
public class BoundedDequeBasedMailbox : MailboxType, IProducesMessageQueue<BoundedDequeMessageQueue>, IProducesPushTimeoutSemanticsMailbox
{
    /// <summary>Reads <c>mailbox-capacity</c> (1000) and <c>mailbox-push-timeout-time</c> (10 s).</summary>
    public BoundedDequeBasedMailbox(Settings settings, Config config)
        : base(settings, config)
    {
        Capacity = BoundedMessageQueue.CapacityOf(config);
        PushTimeout = BoundedMessageQueue.PushTimeoutOf(config);
    }

    /// <summary>How many messages fit.</summary>
    public int Capacity { get; }

    /// <inheritdoc/>
    public TimeSpan PushTimeout { get; }

    /// <inheritdoc/>
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new BoundedDequeMessageQueue(Capacity, PushTimeout);
}

/// <summary>Messages by priority; the order among equals is not defined.</summary>
public abstract class UnboundedPriorityMailbox : MailboxType, IProducesMessageQueue<UnboundedPriorityMessageQueue>
{
    /// <summary>How many messages there is room for at first.</summary>
    public const int DefaultCapacity = 11;

    /// <summary>Makes the mailbox.</summary>
    protected UnboundedPriorityMailbox(Settings settings, Config config)
        : base(settings, config)
    {
    }

    /// <summary>How many messages there is room for at first.</summary>
    public int InitialCapacity => DefaultCapacity;

    /// <inheritdoc/>
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new UnboundedPriorityMessageQueue(PriorityGenerator, InitialCapacity);

    /// <summary>The priority of a message; lower comes first.</summary>
    protected abstract int PriorityGenerator(object message);
}

/// <summary>Messages by priority; among equals the first comes first.</summary>
public abstract class UnboundedStablePriorityMailbox : MailboxType, IProducesMessageQueue<UnboundedStablePriorityMessageQueue>
{
    /// <summary>How many messages there is room for at first.</summary>
    public const int DefaultCapacity = 11;

    /// <summary>Makes the mailbox.</summary>
    protected UnboundedStablePriorityMailbox(Settings settings, Config config)
        : base(settings, config)
    {
    }

    /// <summary>How many messages there is room for at first.</summary>
    public int InitialCapacity => DefaultCapacity;

    /// <inheritdoc/>
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new UnboundedStablePriorityMessageQueue(PriorityGenerator, InitialCapacity);

    /// <summary>The priority of a message; lower comes first.</summary>
    protected abstract int PriorityGenerator(object message);
}

/// <summary>Any number of messages; control messages (<see cref="IControlMessage"/>) overtake the others.</summary>
public sealed class UnboundedControlAwareMailbox : MailboxType, IProducesMessageQueue<UnboundedControlAwareMessageQueue>
{
    /// <summary>Makes the mailbox.</summary>
    public UnboundedControlAwareMailbox(Settings settings, Config config)
        : base(settings, config)
    {
    }

    /// <inheritdoc/>
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new UnboundedControlAwareMessageQueue();
}

/// <summary>A limited number of messages; control messages (<see cref="IControlMessage"/>) overtake the others.</summary>
public sealed class BoundedControlAwareMailbox : MailboxType, IProducesMessageQueue<BoundedControlAwareMessageQueue>, IProducesPushTimeoutSemanticsMailbox
{
    /// <summary>Reads <c>mailbox-capacity</c> (1000) and <c>mailbox-push-timeout-time</c> (10 s).</summary>
    public BoundedControlAwareMailbox(Settings settings, Config config)
        : base(settings, config)
    {
        Capacity = BoundedMessageQueue.CapacityOf(config);
        PushTimeout = BoundedMessageQueue.PushTimeoutOf(config);
    }

    /// <summary>How many messages fit.</summary>
    public int Capacity { get; }

    /// <inheritdoc/>
    public TimeSpan PushTimeout { get; }

    /// <inheritdoc/>
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new BoundedControlAwareMessageQueue(Capacity, PushTimeout);
}
