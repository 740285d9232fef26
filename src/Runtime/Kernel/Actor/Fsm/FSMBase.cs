using System.Diagnostics.CodeAnalysis;

namespace Supervision.Actor;

/// <summary>The words of state machines, see <see cref="FSM{TState,TData}"/>.</summary>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The API of Akka.NET.")]
[SuppressMessage("Performance", "CA1815:Override equals and operator equals on value types", Justification = "The API of Akka.NET.")]
public abstract partial class FSMBase : ActorBase
{
    /// <summary>Why a state machine ended.</summary>
    public abstract class Reason
    {
    }

    /// <summary>It ended itself.</summary>
    public sealed class Normal : Reason
    {
        private Normal()
        {
        }

        /// <summary>The reason.</summary>
        public static Normal Instance { get; } = new();

        /// <inheritdoc/>
        public override string ToString() => nameof(Normal);
    }

    /// <summary>It was stopped from outside.</summary>
    public sealed class Shutdown : Reason
    {
        private Shutdown()
        {
        }

        /// <summary>The reason.</summary>
        public static Shutdown Instance { get; } = new();

        /// <inheritdoc/>
        public override string ToString() => nameof(Shutdown);
    }

    /// <summary>It could not go on.</summary>
    /// <param name="cause">What happened, mostly an exception or a text.</param>
    public sealed class Failure(object? cause) : Reason
    {
        /// <summary>What happened, mostly an exception or a text.</summary>
        public object? Cause { get; } = cause;

        /// <inheritdoc/>
        public override string ToString() => $"Failure({Cause})";
    }

    /// <summary>The event of a state that lasted too long. It never comes after another event.</summary>
    public sealed class StateTimeout
    {
        private StateTimeout()
        {
        }

        /// <summary>The event.</summary>
        public static StateTimeout Instance { get; } = new();

        /// <inheritdoc/>
        public override string ToString() => nameof(StateTimeout);
    }

    /// <summary>What a state function gets.</summary>
    /// <typeparam name="TD">The data of the machine.</typeparam>
    /// <param name="fsmEvent">The message.</param>
    /// <param name="stateData">The present data.</param>
    public readonly struct Event<TD>(object fsmEvent, TD stateData) : INoSerializationVerificationNeeded
    {
        /// <summary>The message.</summary>
        public object FsmEvent { get; } = fsmEvent;

        /// <summary>The present data.</summary>
        public TD StateData { get; } = stateData;

        /// <inheritdoc/>
        public override string ToString() => $"Event: <{FsmEvent}>, StateData: <{StateData}>";
    }

    /// <summary>What the termination handler gets.</summary>
    /// <typeparam name="TS">The names of states.</typeparam>
    /// <typeparam name="TD">The data of the machine.</typeparam>
    /// <param name="reason">Why it ended.</param>
    /// <param name="terminatedState">The last state.</param>
    /// <param name="stateData">The last data.</param>
    public sealed class StopEvent<TS, TD>(Reason reason, TS terminatedState, TD stateData) : INoSerializationVerificationNeeded
    {
        /// <summary>Why it ended.</summary>
        public Reason Reason { get; } = reason;

        /// <summary>The last state.</summary>
        public TS TerminatedState { get; } = terminatedState;

        /// <summary>The last data.</summary>
        public TD StateData { get; } = stateData;

        /// <inheritdoc/>
        public override string ToString() => $"Reason: <{Reason}>, TerminatedState: <{TerminatedState}>, StateData: <{StateData}>";
    }

    /// <summary>One processed event in the log of an <see cref="ILoggingFSM"/>.</summary>
    /// <typeparam name="TS">The names of states.</typeparam>
    /// <typeparam name="TD">The data of the machine.</typeparam>
    /// <param name="stateName">The state that got the event.</param>
    /// <param name="stateData">The data at that time.</param>
    /// <param name="fsmEvent">The message.</param>
    public sealed class LogEntry<TS, TD>(TS stateName, TD stateData, object fsmEvent)
    {
        /// <summary>The state that got the event.</summary>
        public TS StateName { get; } = stateName;

        /// <summary>The data at that time.</summary>
        public TD StateData { get; } = stateData;

        /// <summary>The message.</summary>
        public object FsmEvent { get; } = fsmEvent;

        /// <inheritdoc/>
        public override string ToString() => $"StateName: <{StateName}>, StateData: <{StateData}>, FsmEvent: <{FsmEvent}>";
    }
}
