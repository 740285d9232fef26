using System.Diagnostics;
using System.Globalization;
using Supervision.Actor.Internal;
using Supervision.Dispatch;
using Supervision.Dispatch.MessageQueues;
using Supervision.Dispatch.SysMsg;

namespace Supervision.Actor;

// Overview
// The cell is all of an actor but the user's object: identity, mailbox, supervision. An idle actor must stay below 400 bytes
// and a restart must not allocate much, so what most actors never use (watches, children, timers, stash, receive timeout,
// asynchronous handlers) is made when it is first needed: _children, _watch, _extras.
//
// Threads. Everything but the two queues, the status word and the children belongs to whoever holds the Scheduled bit of the
// status word; there is never more than one such thread. The queues are written by everybody (ActorCell.Mailbox.cs). The
// children are read by path look-ups and written by ActorSystem.ActorOf from any thread, so they lock (ChildrenContainer).

/// <summary>The inside of an actor: its context, its mailbox and its place in the tree.</summary>
[DebuggerDisplay("{Self,nq}")]
public partial class ActorCell : IUntypedActorContext, ICell, IRunnable
{
    /// <summary>The uid of a path that names no incarnation.</summary>
    public const int UndefinedUid = 0;

    // In this order in memory (references first, structures last; CellLayoutTests checks it): what the running thread writes with
    // every message, then what hardly anybody writes, then what tellers read and write, at least a cache line from the first.
    private object? _currentMessage;
    private IActorRef? _currentSender;
    private MessageNode? _batch;

    private ActorBase? _actor;
    private Receive? _behavior;
    private CellExtras? _extras;
    private ChildrenContainerState? _children;
    private WatchState? _watch;
    private readonly Props _props;
    private readonly ActorSystemImpl _system;
    private readonly IInternalActorRef _self;

    private readonly MessageDispatcher _dispatcher;
    private IMessageQueue? _ownQueue;
    private MailboxWords _mailbox;

    /// <summary>Makes the cell of a reference.</summary>
    public ActorCell(ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef parent)
    {
        _system = system;
        _self = self;
        _props = props;
        _dispatcher = dispatcher;
        Debug.Assert(ReferenceEquals(self.Parent, parent), "the reference keeps the parent");
    }

    /// <summary>The reference of the actor.</summary>
    public IActorRef Self => _self;

    /// <summary>The system.</summary>
    public ActorSystem System => _system;

    /// <summary>The system, for the kernel.</summary>
    public ActorSystemImpl SystemImpl => _system;

    /// <summary>The recipe of the actor.</summary>
    public Props Props => _props;

    /// <summary>Where the actor runs.</summary>
    public MessageDispatcher Dispatcher => _dispatcher;

    /// <summary>The supervisor.</summary>
    public IInternalActorRef Parent => _self.Parent;

    IActorRef IActorContext.Parent => _self.Parent;

    /// <summary>The sender of the message that is processed; the dead letters when it has none.</summary>
    public IActorRef Sender => _currentSender ?? _system.DeadLetters;

    /// <summary>The message that is processed, or null.</summary>
    public object? CurrentMessage => _currentMessage;

    /// <summary>A number that changes with every message.</summary>
    public int CurrentEnvelopeId => Extras.EnvelopeId;

    /// <summary>Always true in this kernel.</summary>
    public bool IsLocal => true;

    internal ActorBase? Actor => _actor;

    internal IActorRef? CurrentSenderOrNull => _currentSender;

    /// <summary>What few actors need.</summary>
    internal CellExtras Extras => _extras ??= new CellExtras();

    internal CellExtras? ExtrasOrNull => _extras;

    /// <summary>The timers of the present instance.</summary>
    internal TimerScheduler Timers => Extras.Timers ??= new TimerScheduler(this);

    /// <summary>The running actor, or null outside of actors.</summary>
    public static IActorRef? GetCurrentSelfOrNoSender() => InternalCurrentActorCellKeeper.Current?._self;

    /// <summary>The sender of the message that the running actor processes, or null.</summary>
    public static IActorRef? GetCurrentSenderOrNoSender() => InternalCurrentActorCellKeeper.Current?._currentSender;

    /// <summary>Runs code as if it were part of this actor: it sees this cell as its context.</summary>
    public void UseThreadContext(Action action)
    {
        ActorCell? before = InternalCurrentActorCellKeeper.Current;
        InternalCurrentActorCellKeeper.Current = this;
        try
        {
            action();
        }
        finally
        {
            InternalCurrentActorCellKeeper.Current = before;
        }
    }

    /// <summary>Starts the actor: its instance is made on the dispatcher.</summary>
    public virtual void Start() => _dispatcher.Attach(this);

    /// <inheritdoc/>
    public void Suspend() => SendSystemMessage(new Suspend());

    /// <inheritdoc/>
    public void Resume(Exception? causedByFailure) => SendSystemMessage(new Resume(causedByFailure));

    /// <inheritdoc/>
    public void Restart(Exception cause) => SendSystemMessage(new Recreate(cause));

    /// <summary>Stops this actor after the message that it works on.</summary>
    public void Stop() => SendSystemMessage(new Terminate());

    /// <summary>Replaces the behaviour; the actor returns to its own after a restart.</summary>
    public void Become(Receive receive)
    {
        // Nothing to replace on an empty stack: the actor's own behaviour always stays at the bottom.
        if (_extras?.Behaviors is { Count: > 0 } stack)
        {
            stack.Pop();
        }

        BecomeStacked(receive);
    }

    /// <summary>Puts a behaviour on top of the present one; <see cref="UnbecomeStacked"/> takes it off.</summary>
    public void BecomeStacked(Receive receive)
    {
        (Extras.Behaviors ??= new Stack<Receive>(1)).Push(receive);
        _behavior = receive;
    }

    /// <summary>Takes the top behaviour off; does nothing when only the actor's own is left.</summary>
    public void UnbecomeStacked()
    {
        if (_extras?.Behaviors is { Count: > 0 } stack)
        {
            stack.Pop();
            _behavior = stack.Count > 0 ? stack.Peek() : null;
        }
    }

    void IUntypedActorContext.Become(UntypedReceive receive) => Become(Adapt(receive));

    void IUntypedActorContext.BecomeStacked(UntypedReceive receive) => BecomeStacked(Adapt(receive));

    /// <summary>A selection relative to this actor, or absolute.</summary>
    public ActorSelection ActorSelection(string actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, _system, _self);

    /// <summary>The selection of a path.</summary>
    public ActorSelection ActorSelection(ActorPath actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, _system);

    internal static Receive Adapt(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };

    internal static (string Name, long Uid) SplitNameAndUid(string text)
    {
        int hash = text.IndexOf('#', StringComparison.Ordinal);
        return hash < 0
            ? (text, UndefinedUid)
            : (text[..hash], long.Parse(text.AsSpan(hash + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }
}
