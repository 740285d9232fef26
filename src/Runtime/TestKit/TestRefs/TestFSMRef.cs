using Supervision.Actor;
using Supervision.Actor.Internal;

namespace Supervision.TestKit;

/// <summary>A <see cref="TestActorRef{TActor}"/> of a state machine: shows and sets its state, its data and its timers.</summary>
/// <typeparam name="TActor">The machine.</typeparam>
/// <typeparam name="TState">The names of its states.</typeparam>
/// <typeparam name="TData">Its data.</typeparam>
public class TestFSMRef<TActor, TState, TData> : TestActorRefBase<TActor>
    where TActor : FSM<TState, TData>
    where TState : notnull
{
    /// <summary>Makes the machine.</summary>
    /// <param name="system">Its system.</param>
    /// <param name="props">How to make it; on the calling thread's dispatcher unless they name another.</param>
    /// <param name="supervisor">Its parent; null for <c>/user</c>.</param>
    /// <param name="name">Its name; null for a made-up one.</param>
    /// <param name="activateLogging">True to log its events, transitions and timers at DEBUG.</param>
    /// <exception cref="InvalidActorNameException">The name is taken or not allowed.</exception>
    public TestFSMRef(ActorSystem system, Props props, IActorRef? supervisor = null, string? name = null, bool activateLogging = false)
        : base(system, props, supervisor, name)
    {
        if (activateLogging)
        {
            InternalRef.Tell(InternalActivateFsmLogging.Instance);
        }
    }

    /// <summary>The present state.</summary>
    public TState StateName => UnderlyingActor.StateName;

    /// <summary>The present data.</summary>
    public TData StateData => UnderlyingActor.StateData;

    /// <summary>Goes to a state with the present data, with all that a transition brings.</summary>
    public void SetState(TState stateName, TimeSpan? timeout = null) => SetState(stateName, StateData, timeout);

    /// <summary>Goes to a state, with all that a transition brings.</summary>
    /// <param name="stateName">The state.</param>
    /// <param name="stateData">The data.</param>
    /// <param name="timeout">How long it may last; null for what the state itself says.</param>
    /// <param name="stopReason">Why the machine ends; null to go on.</param>
    public void SetState(TState stateName, TData stateData, TimeSpan? timeout = null, FSMBase.Reason? stopReason = null)
    {
        IInternalSupportsTestFSMRef<TState, TData> machine = UnderlyingActor;
        InternalRef.Cell.UseThreadContext(() => machine.ApplyState(new FSMBase.State<TState, TData>(stateName, stateData, timeout, stopReason)));
    }

    /// <summary>Goes to the present state anew, with other data.</summary>
    public void SetStateData(TData stateData, TimeSpan? timeout = null) => SetState(StateName, stateData, timeout);

    /// <summary>Goes to the present state anew, with a timeout.</summary>
    public void SetStateTimeout(TimeSpan timeout) => SetState(StateName, StateData, timeout);

    /// <inheritdoc cref="FSM{TState,TData}.SetTimer"/>
    public void SetTimer(string name, object msg, TimeSpan timeout, bool repeat = false) =>
        InternalRef.Cell.UseThreadContext(() => UnderlyingActor.SetTimer(name, msg, timeout, repeat));

    /// <inheritdoc cref="FSM{TState,TData}.CancelTimer"/>
    public void CancelTimer(string name) => InternalRef.Cell.UseThreadContext(() => UnderlyingActor.CancelTimer(name));

    /// <inheritdoc cref="FSM{TState,TData}.IsTimerActive"/>
    public bool IsTimerActive(string name) => UnderlyingActor.IsTimerActive(name);

    /// <summary>True while a state timeout runs.</summary>
    public bool IsStateTimerActive() => ((IInternalSupportsTestFSMRef<TState, TData>)UnderlyingActor).IsStateTimerActive;
}
