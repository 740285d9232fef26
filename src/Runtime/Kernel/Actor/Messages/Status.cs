namespace Supervision.Actor;

/// <summary>A plain answer: it worked, or it did not. An ask turns <see cref="Failure"/> into an exception.</summary>
public abstract class Status
{
    /// <summary>Only the two kinds below derive from it.</summary>
    protected Status()
    {
    }

    /// <summary>It worked.</summary>
    public sealed class Success : Status
    {
        /// <summary>A success without a value.</summary>
        public static readonly Success Instance = new(null);

        /// <summary>The value, or null.</summary>
        public readonly object? Status;

        /// <summary>Makes a success with a value.</summary>
        public Success(object? status)
        {
            Status = status;
        }

        /// <inheritdoc/>
        public override string ToString() => $"Success: {Status ?? "null"}";
    }

    /// <summary>It did not work.</summary>
    public sealed class Failure : Status
    {
        /// <summary>Why.</summary>
        public readonly Exception Cause;

        /// <summary>What the failure is about, or null.</summary>
        public readonly object? State;

        /// <summary>Makes a failure.</summary>
        public Failure(Exception cause)
            : this(cause, null)
        {
        }

        /// <summary>Makes a failure with what it is about.</summary>
        public Failure(Exception cause, object? state)
        {
            Cause = cause;
            State = state;
        }

        /// <inheritdoc/>
        public override string ToString() => $"Failure: {Cause?.ToString() ?? "null"}";
    }
}
