using System.Diagnostics.CodeAnalysis;
using Supervision.Actor.Internal;
using Supervision.Routing;

namespace Supervision.Actor;

// Overview
// A machine is a table of states, written down in the constructor (this file), and one present State. An event goes to the
// function of the present state, then to the common function for unhandled events; what comes back is applied: replies,
// transition handlers, subscribers, data, timeout (FSM.Events.cs). All timers are timers of the cell (FSM.Timers.cs), which
// never delivers the message of a cancelled one; so a timer's message is an event like any other, and StateTimeout needs no
// marks of its own: every event but itself cancels it before it is looked at.

/// <summary>
/// An actor as a finite state machine. Its constructor says what happens: <see cref="StartWith"/>, <see cref="When"/> for each
/// state, and at the end <see cref="Initialize"/>.
/// </summary>
/// <typeparam name="TState">The names of states, mostly an enumeration; equal names are the same state.</typeparam>
/// <typeparam name="TData">What the machine remembers besides its state.</typeparam>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The API of Akka.NET.")]
public abstract partial class FSM<TState, TData> : FSMBase, IInternalSupportsTestFSMRef<TState, TData>, IListeners
    where TState : notnull
{
    private readonly Dictionary<TState, Definition> _states = [];
    private readonly List<TransitionHandler> _transitionHandlers = [];
    private StateFunction? _unhandled;
    private Action<StopEvent<TState, TData>>? _terminationHandler;
    private State<TState, TData>? _current;
    private State<TState, TData>? _next;

    /// <summary>Starts as a machine without states.</summary>
    protected FSM()
    {
        DebugEvent = this is ILoggingFSM && Cell.System.Settings.FsmDebugEvent;
    }

    /// <summary>Decides about one event.</summary>
    /// <param name="fsmEvent">The event and the present data.</param>
    /// <returns>Where to go, made by <see cref="GoTo(TState)"/>, <see cref="Stay"/> or <see cref="Stop()"/>; null for an event that it does not handle.</returns>
    [SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "The API of Akka.NET.")]
    public delegate State<TState, TData>? StateFunction(Event<TData> fsmEvent);

    /// <summary>Is called for each transition.</summary>
    /// <param name="initialState">The state before.</param>
    /// <param name="nextState">The state after.</param>
    public delegate void TransitionHandler(TState initialState, TState nextState);

    /// <summary>The present state.</summary>
    /// <exception cref="InvalidOperationException"><see cref="StartWith"/> has not been called.</exception>
    public TState StateName => Current.StateName;

    /// <summary>The present data; within a transition handler that of the state before.</summary>
    /// <exception cref="InvalidOperationException"><see cref="StartWith"/> has not been called.</exception>
    public TData StateData => Current.StateData;

    /// <summary>The data of the state after a transition.</summary>
    /// <exception cref="InvalidOperationException">Not called from a transition handler.</exception>
    public TData NextStateData =>
        _next is { } next ? next.StateData : throw new InvalidOperationException("NextStateData is only available during OnTransition");

    /// <summary>Who is told of transitions.</summary>
    public ListenerSupport Listeners { get; } = new();

    private State<TState, TData> Current =>
        _current ?? throw new InvalidOperationException("You must call StartWith before the state machine can be used");

    /// <summary>Sets the first state and its data.</summary>
    /// <param name="stateName">The state.</param>
    /// <param name="stateData">The data.</param>
    /// <param name="timeout">How long it may last this first time; null for what the state itself says.</param>
    public void StartWith(TState stateName, TData stateData, TimeSpan? timeout = null) => _current = new(stateName, stateData, timeout);

    /// <summary>Adds a function to a state; of more than one the first that handles an event counts.</summary>
    /// <param name="stateName">The state.</param>
    /// <param name="func">Decides about its events.</param>
    /// <param name="timeout">How long the state may last without an event; null for what was said before, at first for ever.</param>
    public void When(TState stateName, StateFunction func, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(func);
        Definition definition = DefinitionOf(stateName);
        definition.Function = definition.Function is { } first ? e => first(e) ?? func(e) : func;
        definition.Timeout = timeout ?? definition.Timeout;
    }

    /// <summary>Changes how long a state may last, from the next time that it is entered or stayed in.</summary>
    /// <param name="state">The state.</param>
    /// <param name="timeout">The limit; null for none.</param>
    public void SetStateTimeout(TState state, TimeSpan? timeout) => DefinitionOf(state).Timeout = timeout;

    /// <summary>Sets the function for events that no state handles, instead of the one before. What it does not handle is logged as a warning.</summary>
    public void WhenUnhandled(StateFunction stateFunction) => _unhandled = stateFunction;

    /// <summary>Adds a handler of transitions; all are called, in this order.</summary>
    public void OnTransition(TransitionHandler transitionHandler)
    {
        ArgumentNullException.ThrowIfNull(transitionHandler);
        _transitionHandlers.Add(transitionHandler);
    }

    /// <summary>Sets what is called when the machine ends, instead of the one before.</summary>
    public void OnTermination(Action<StopEvent<TState, TData>> terminationHandler) => _terminationHandler = terminationHandler;

    /// <summary>Enters the first state: calls the transition handlers and starts its timeout. The last call of a constructor.</summary>
    /// <exception cref="InvalidOperationException"><see cref="StartWith"/> has not been called.</exception>
    public void Initialize() => MakeTransition(Current);

    /// <summary>Goes to a state, with the present data. To go to the present state is a transition; see <see cref="Stay"/>.</summary>
    public State<TState, TData> GoTo(TState nextStateName) => new(nextStateName, Current.StateData);

    /// <summary>Goes to a state.</summary>
    [Obsolete("This method is obsoleted. Use GoTo(nextStateName).Using(newStateData) [1.2.0]")]
    public State<TState, TData> GoTo(TState nextStateName, TData stateData) => new(nextStateName, stateData);

    /// <summary>Stays in the present state, without a transition. The timeout starts anew.</summary>
    public State<TState, TData> Stay() => GoTo(Current.StateName).Silent();

    /// <summary>Ends the machine with <see cref="FSMBase.Normal"/>.</summary>
    public State<TState, TData> Stop() => Stop(Normal.Instance);

    /// <summary>Ends the machine.</summary>
    public State<TState, TData> Stop(Reason reason) => Stop(reason, Current.StateData);

    /// <summary>Ends the machine with other data.</summary>
    public State<TState, TData> Stop(Reason reason, TData stateData)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return Stay().Using(stateData).Ending(reason);
    }

    /// <summary>Makes a state function of another one and of what comes after it.</summary>
    public TransformHelper Transform(StateFunction func) => new(func);

    private Definition DefinitionOf(TState state)
    {
        if (!_states.TryGetValue(state, out Definition? definition))
        {
            _states[state] = definition = new Definition();
        }

        return definition;
    }

    /// <summary>The first half of <see cref="Transform"/>.</summary>
    /// <param name="func">Decides first.</param>
    public sealed class TransformHelper(StateFunction func)
    {
        /// <summary>Decides first.</summary>
        public StateFunction Func { get; } = func;

        /// <summary>Gives the function that changes what <see cref="Func"/> decided; an event that it does not handle stays unhandled.</summary>
        public StateFunction Using(Func<State<TState, TData>, State<TState, TData>> andThen) =>
            fsmEvent => Func(fsmEvent) is { } state ? andThen(state) : null;
    }

    private sealed class Definition
    {
        public StateFunction? Function { get; set; }

        public TimeSpan? Timeout { get; set; }
    }
}
