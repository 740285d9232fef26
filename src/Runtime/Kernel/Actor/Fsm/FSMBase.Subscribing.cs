namespace Supervision.Actor;

/// <content>What others send to a state machine to follow it, and what they get.</content>
public abstract partial class FSMBase
{
    /// <summary>Makes an actor follow the machine: it gets <see cref="CurrentState{TS}"/> now and <see cref="Transition{TS}"/> from now on.</summary>
    /// <param name="actorRef">Who follows.</param>
    public sealed class SubscribeTransitionCallBack(IActorRef actorRef)
    {
        /// <summary>Who follows.</summary>
        public IActorRef ActorRef { get; } = actorRef;
    }

    /// <summary>Ends what <see cref="SubscribeTransitionCallBack"/> began. An actor that just stops is not forgotten.</summary>
    /// <param name="actorRef">Who follows no more.</param>
    public sealed class UnsubscribeTransitionCallBack(IActorRef actorRef)
    {
        /// <summary>Who follows no more.</summary>
        public IActorRef ActorRef { get; } = actorRef;
    }

    /// <summary>The state at the time of the subscription.</summary>
    /// <typeparam name="TS">The names of states.</typeparam>
    /// <param name="fsmRef">The machine.</param>
    /// <param name="state">Its state.</param>
    public sealed class CurrentState<TS>(IActorRef fsmRef, TS state)
    {
        /// <summary>The machine.</summary>
        public IActorRef FsmRef { get; } = fsmRef;

        /// <summary>Its state.</summary>
        public TS State { get; } = state;

        /// <inheritdoc/>
        public override bool Equals(object? obj) =>
            obj is CurrentState<TS> other && FsmRef.Equals(other.FsmRef) && EqualityComparer<TS>.Default.Equals(State, other.State);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(FsmRef, State);

        /// <inheritdoc/>
        public override string ToString() => $"CurrentState({FsmRef}, {State})";
    }

    /// <summary>The machine went from one state to another, or newly into the same.</summary>
    /// <typeparam name="TS">The names of states.</typeparam>
    /// <param name="fsmRef">The machine.</param>
    /// <param name="from">The state before.</param>
    /// <param name="to">The state after.</param>
    public sealed class Transition<TS>(IActorRef fsmRef, TS from, TS to)
    {
        /// <summary>The machine.</summary>
        public IActorRef FsmRef { get; } = fsmRef;

        /// <summary>The state before.</summary>
        public TS From { get; } = from;

        /// <summary>The state after.</summary>
        public TS To { get; } = to;

        /// <inheritdoc/>
        public override bool Equals(object? obj) =>
            obj is Transition<TS> other
            && FsmRef.Equals(other.FsmRef)
            && EqualityComparer<TS>.Default.Equals(From, other.From)
            && EqualityComparer<TS>.Default.Equals(To, other.To);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(FsmRef, From, To);

        /// <inheritdoc/>
        public override string ToString() => $"Transition({FsmRef}, {From}, {To})";
    }
}
