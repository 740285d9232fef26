using System.Diagnostics.CodeAnalysis;
using Supervision.Actor;
using Supervision.Actor.Internal;
using Supervision.Dispatch;

namespace Supervision.TestKit.Internal;

/// <summary>The reference behind <see cref="TestActorRef{TActor}"/>: one that shows its actor and runs it on the calling thread.</summary>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The API of Akka.TestKit.")]
public class InternalTestActorRef : LocalActorRef
{
    private static readonly AtomicNames Names = new();

    private InternalTestActorRef(
        ActorSystemImpl system,
        Props props,
        MessageDispatcher dispatcher,
        MailboxType? mailboxType,
        IInternalActorRef supervisor,
        ActorPath path)
        : base(system, props, dispatcher, mailboxType, supervisor, path)
    {
    }

    /// <summary>The actor instance. On another dispatcher than the calling thread's, waits until it is made.</summary>
    /// <exception cref="IllegalActorStateException">The actor has stopped, or was not made in time.</exception>
    public object UnderlyingActor
    {
        get
        {
            if (IsTerminated)
            {
                throw new IllegalActorStateException($"The actor of {this} has stopped");
            }

            return GetTestActorCell().Actor ?? AskForActor();
        }
    }

    /// <summary>Makes an actor with such a reference.</summary>
    /// <param name="system">Its system.</param>
    /// <param name="props">How to make it; on the calling thread's dispatcher unless they name another.</param>
    /// <param name="supervisor">Its parent; null for <c>/user</c>.</param>
    /// <param name="name">Its name; null for a made-up one.</param>
    /// <exception cref="InvalidActorNameException">The name is taken or not allowed.</exception>
    public static InternalTestActorRef Create(ActorSystem system, Props props, IActorRef? supervisor = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(props);
        if (name is not null)
        {
            ActorCell.CheckName(name);
        }

        CallingThreadDispatcher.AddTo(system);
        var recipe = props.Deploy.Dispatcher == Deploy.NoDispatcherGiven ? props.WithDispatcher(CallingThreadDispatcher.Id) : props;
        var parent = supervisor is null ? ((ExtendedActorSystem)system).Guardian : supervisor;
        return (InternalTestActorRef)LocalOf(parent).Cell.AttachChild(
            recipe,
            name ?? CreateUniqueName(),
            static (system, props, dispatcher, mailbox, supervisor, path) =>
                new InternalTestActorRef(system, props, dispatcher, mailbox, supervisor, path));
    }

    /// <summary>A name that no other test reference has; it begins with two dollar signs.</summary>
    public static string CreateUniqueName() => Names.Next();

    /// <summary>Processes a message on the calling thread, past the mailbox, and lets exceptions out.</summary>
    public void Receive(object message, IActorRef? sender = null) => Cell.ReceiveMessageForTest(EnvelopeOf(message, sender));

    /// <summary>As <see cref="Receive"/>; ends when the asynchronous handlers of the message have ended, with their failure if any.</summary>
    public Task ReceiveAsync(object message, IActorRef? sender = null) => GetTestActorCell().ReceiveMessageForTestAsync(EnvelopeOf(message, sender));

    /// <summary>Makes this actor watch another.</summary>
    public void Watch(IActorRef subject) => Cell.UseThreadContext(() => Cell.Watch(subject));

    /// <summary>Makes this actor watch another no more.</summary>
    public void Unwatch(IActorRef subject) => Cell.UseThreadContext(() => Cell.Unwatch(subject));

    /// <inheritdoc/>
    public override string ToString() => $"TestActor[{Path}]";

    /// <summary>The cell.</summary>
    protected TestActorCell GetTestActorCell() => (TestActorCell)Cell;

    /// <inheritdoc/>
    protected override ActorCell NewActorCell(
        ActorSystemImpl system,
        IInternalActorRef self,
        Props props,
        MessageDispatcher dispatcher,
        IInternalActorRef supervisor) => new TestActorCell(system, self, props, dispatcher, supervisor);

    private static LocalActorRef LocalOf(IActorRef actor) => actor switch
    {
        LocalActorRef local => local,
        TestProbe probe => LocalOf(probe.Ref),
        IWrappedTestActorRef wrapper => wrapper.Wrapped,
        _ => throw new ArgumentException($"{actor} cannot have children", nameof(actor)),
    };

    private Envelope EnvelopeOf(object message, IActorRef? sender) => new(message, sender, System);

    private object AskForActor()
    {
        var limit = TestKitExtension.For(System).DefaultTimeout;
        try
        {
            return this.Ask<object>(InternalGetActor.Instance, limit).GetAwaiter().GetResult();
        }
        catch (AskTimeoutException)
        {
            throw new IllegalActorStateException($"The actor of {this} was not made within {limit}");
        }
    }

    /// <summary>Asks a test reference's actor for its instance.</summary>
    public class InternalGetActor : IAutoReceivedMessage, IPossiblyHarmful
    {
        /// <summary>The question.</summary>
        public static readonly InternalGetActor Instance = new();

        private InternalGetActor()
        {
        }
    }

    /// <summary>The cell of a test reference.</summary>
    protected class TestActorCell(
        ActorSystemImpl system,
        IInternalActorRef self,
        Props props,
        MessageDispatcher dispatcher,
        IInternalActorRef parent) : ActorCell(system, self, props, dispatcher, parent)
    {
        /// <summary>The actor instance; null before it is made and after it has stopped.</summary>
        public new object? Actor => base.Actor;

        /// <summary>Processes a message; ends when its asynchronous handlers have ended, with their failure if any.</summary>
        public new Task ReceiveMessageForTestAsync(Envelope envelope) => base.ReceiveMessageForTestAsync(envelope);

        /// <summary>Starts asynchronous code as if it were part of this actor; what follows its first await is not.</summary>
        public Task UseThreadContextAsync(Func<Task> actionAsync)
        {
            var started = Task.CompletedTask;
            UseThreadContext(() => started = actionAsync());
            return started;
        }

        /// <inheritdoc/>
        protected override void AutoReceiveMessage(Envelope envelope)
        {
            if (envelope.Message is InternalGetActor)
            {
                Sender.Tell(Actor!, Self);
            }
            else
            {
                base.AutoReceiveMessage(envelope);
            }
        }
    }
}
