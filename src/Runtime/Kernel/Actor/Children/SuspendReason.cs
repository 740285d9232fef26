namespace Supervision.Actor.Internal;

/// <summary>Why an actor waits for children to stop, and what comes afterwards.</summary>
public abstract class SuspendReason
{
    /// <summary>Marks the reasons during which other lifecycle commands must wait.</summary>
    public interface IWaitingForChildren
    {
    }

    /// <summary>The actor itself stops single children; it goes on as usual.</summary>
    public class UserRequest : SuspendReason
    {
        /// <summary>The only instance.</summary>
        public static UserRequest Instance { get; } = new();
    }

    /// <summary>The actor restarts.</summary>
    public class Recreation : SuspendReason, IWaitingForChildren
    {
        /// <summary>Makes the reason.</summary>
        public Recreation(Exception cause)
        {
            Cause = cause;
        }

        /// <summary>Why it restarts.</summary>
        public Exception Cause { get; }
    }

    /// <summary>The actor could not be made and is made again.</summary>
    public class Creation : SuspendReason, IWaitingForChildren
    {
    }

    /// <summary>The actor stops.</summary>
    public class Termination : SuspendReason
    {
        /// <summary>The only instance.</summary>
        public static Termination Instance { get; } = new();
    }
}
