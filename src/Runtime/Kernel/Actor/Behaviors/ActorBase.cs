using Supervision.Actor.Internal;
using Supervision.Event;

namespace Supervision.Actor;

/// <summary>
/// The base of every actor. An actor processes one message at a time and is only ever run by one thread at a time; it must not
/// hand out its state, only messages.
/// </summary>
public abstract partial class ActorBase : IInternalActor
{
    // Stands for "the actor's own Receive" without a delegate per actor; whoever calls it gets the running actor.
    internal static readonly Receive OwnReceive = static message => InternalCurrentActorCellKeeper.Current!.Actor!.Receive(message);

    private ActorCell? _cell;

    /// <summary>Called by the kernel, through <see cref="Actor.Props"/>.</summary>
    /// <exception cref="ActorInitializationException">Called with <c>new</c> outside of a cell.</exception>
    protected ActorBase()
    {
        _cell = InternalCurrentActorCellKeeper.Current ?? throw new ActorInitializationException(
            $"You cannot create an instance of [{GetType().FullName}] explicitly using the constructor (new). You have to use one of the factory methods to create an actor. See 'Props'.");

        // Here and not later, so that constructors can start timers.
        if (this is IWithTimers withTimers)
        {
            withTimers.Timers = _cell.Timers;
        }
    }

    /// <summary>The context of the actor that runs on this thread.</summary>
    /// <exception cref="NotSupportedException">No actor runs on this thread, for example after <c>ConfigureAwait(false)</c>.</exception>
    protected static IActorContext Context => InternalCurrentActorCellKeeper.Current ?? throw NoContext();

    /// <summary>A behaviour that understands nothing.</summary>
    protected static Receive EmptyReceive { get; } = static _ => false;

    /// <summary>The reference of this actor. Safe to use from any thread.</summary>
    protected IActorRef Self => _cell!.Self;

    /// <summary>The sender of the message that is processed; the dead letters when it has none.</summary>
    protected IActorRef Sender => _cell!.Sender;

    IActorContext IInternalActor.ActorContext => _cell!;

    internal ActorCell Cell => _cell!;

    /// <summary>The actor's own behaviour.</summary>
    /// <returns>False for a message that it does not understand: <see cref="Unhandled"/> is called then.</returns>
    protected abstract bool Receive(object message);

    /// <summary>Wraps every call of a behaviour.</summary>
    /// <returns>True when the message was understood.</returns>
    protected virtual bool AroundReceive(Receive receive, object message)
    {
        bool handled = ReferenceEquals(receive, OwnReceive) ? Receive(message) : receive(message);
        if (!handled)
        {
            Unhandled(message);
        }

        return handled;
    }

    /// <summary>
    /// Called for messages that no behaviour understood: publishes <see cref="UnhandledMessage"/>, and throws
    /// <see cref="DeathPactException"/> for <see cref="Terminated"/>.
    /// </summary>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated)
        {
            throw new DeathPactException(terminated.ActorRef);
        }

        _cell!.System.EventStream.Publish(new UnhandledMessage(message, Sender, Self));
    }

    /// <summary>Replaces the behaviour.</summary>
    protected void Become(Receive receive) => _cell!.Become(receive);

    /// <summary>Puts a behaviour on top of the present one.</summary>
    protected void BecomeStacked(Receive receive) => _cell!.BecomeStacked(receive);

    /// <summary>Takes the top behaviour off.</summary>
    protected void UnbecomeStacked() => _cell!.UnbecomeStacked();

    /// <summary>Sends <see cref="ReceiveTimeout"/> to this actor when no message came for that long; null turns it off.</summary>
    protected void SetReceiveTimeout(TimeSpan? timeout) => _cell!.SetReceiveTimeout(timeout);

    internal void Attach(ActorCell cell) => _cell = cell;

    internal bool Process(Receive receive, object message) => AroundReceive(receive, message);

    private static NotSupportedException NoContext() =>
        new("There is no active ActorContext, this is most likely due to use of async operations from within this actor.");
}
