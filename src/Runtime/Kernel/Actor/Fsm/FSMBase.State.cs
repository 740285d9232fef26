namespace Supervision.Actor;

/// <content>What a state function gives back.</content>
public abstract partial class FSMBase
{
    /// <summary>Where a state machine goes next, and what it does on the way. Immutable.</summary>
    /// <typeparam name="TS">The names of states.</typeparam>
    /// <typeparam name="TD">The data of the machine.</typeparam>
    public sealed class State<TS, TD> : IEquatable<State<TS, TD>>
    {
        /// <summary>Describes a state.</summary>
        /// <param name="stateName">Its name.</param>
        /// <param name="stateData">The data in it.</param>
        /// <param name="timeout">How long it may last; null for what the state itself says, see <see cref="ForMax"/>.</param>
        /// <param name="stopReason">Why the machine ends; null when it goes on.</param>
        /// <param name="replies">What the sender of the event gets, in this order.</param>
        /// <param name="notifies">False when this is no transition but the machine stays where it is.</param>
        public State(
            TS stateName,
            TD stateData,
            TimeSpan? timeout = null,
            Reason? stopReason = null,
            IReadOnlyList<object>? replies = null,
            bool notifies = true)
        {
            StateName = stateName;
            StateData = stateData;
            Timeout = timeout;
            StopReason = stopReason;
            Replies = replies ?? [];
            Notifies = notifies;
        }

        /// <summary>Its name.</summary>
        public TS StateName { get; }

        /// <summary>The data in it.</summary>
        public TD StateData { get; }

        /// <summary>How long it may last; null for what the state itself says, <see cref="TimeSpan.MaxValue"/> for ever.</summary>
        public TimeSpan? Timeout { get; }

        /// <summary>Why the machine ends; null when it goes on.</summary>
        public Reason? StopReason { get; }

        /// <summary>What the sender of the event gets, in this order.</summary>
        public IReadOnlyList<object> Replies { get; }

        internal bool Notifies { get; }

        /// <summary>Sends <see cref="StateTimeout"/> when no event came for that long.</summary>
        /// <param name="timeout">The limit, instead of the state's own; <see cref="TimeSpan.MaxValue"/> or a negative one for none.</param>
        public State<TS, TD> ForMax(TimeSpan timeout) =>
            new(StateName, StateData, timeout < TimeSpan.Zero ? TimeSpan.MaxValue : timeout, StopReason, Replies, Notifies);

        /// <summary>Answers the sender of the event.</summary>
        public State<TS, TD> Replying(object replyValue) => new(StateName, StateData, Timeout, StopReason, [.. Replies, replyValue], Notifies);

        /// <summary>Replaces the data.</summary>
        public State<TS, TD> Using(TD nextStateData) => new(StateName, nextStateData, Timeout, StopReason, Replies, Notifies);

        /// <inheritdoc/>
        public bool Equals(State<TS, TD>? other) =>
            ReferenceEquals(this, other)
            || (other is not null
                && EqualityComparer<TS>.Default.Equals(StateName, other.StateName)
                && EqualityComparer<TD>.Default.Equals(StateData, other.StateData)
                && Timeout == other.Timeout
                && Equals(StopReason, other.StopReason)
                && Notifies == other.Notifies
                && Replies.SequenceEqual(other.Replies));

        /// <inheritdoc/>
        public override bool Equals(object? obj) => Equals(obj as State<TS, TD>);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(StateName, StateData, Timeout, StopReason, Replies.Count);

        /// <inheritdoc/>
        public override string ToString() => $"StateName: <{StateName}>, StateData: <{StateData}>";

        internal State<TS, TD> Ending(Reason reason) => new(StateName, StateData, Timeout, reason, Replies, Notifies);

        internal State<TS, TD> Silent() => new(StateName, StateData, Timeout, StopReason, Replies, notifies: false);
    }
}
