using System.Diagnostics.CodeAnalysis;
using Supervision.Actor;
using Supervision.Event;

namespace Supervision.Pattern;

[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The API of Akka.NET.")]
public sealed partial class BackoffSupervisor
{
    /// <summary>Asks for the child; the answer is <see cref="CurrentChild"/>.</summary>
    public sealed class GetCurrentChild
    {
        /// <summary>The only one.</summary>
        public static readonly GetCurrentChild Instance = new();

        private GetCurrentChild()
        {
        }
    }

    /// <summary>The answer to <see cref="GetCurrentChild"/>.</summary>
    public sealed class CurrentChild
    {
        /// <summary>Keeps the child.</summary>
        /// <param name="ref">The child.</param>
        public CurrentChild(IActorRef @ref)
        {
            Ref = @ref;
        }

        /// <summary>The child; <see cref="ActorRefs.Nobody"/> while there is none.</summary>
        public IActorRef Ref { get; }
    }

    /// <summary>Asks how often the child was started anew; the answer is <see cref="RestartCount"/>.</summary>
    public sealed class GetRestartCount
    {
        /// <summary>The only one.</summary>
        public static readonly GetRestartCount Instance = new();

        private GetRestartCount()
        {
        }
    }

    /// <summary>The answer to <see cref="GetRestartCount"/>.</summary>
    public sealed class RestartCount
    {
        /// <summary>Keeps the number.</summary>
        /// <param name="count">The number.</param>
        public RestartCount(int count)
        {
            Count = count;
        }

        /// <summary>How often the child was started anew since the count was last reset.</summary>
        public int Count { get; }
    }

    /// <summary>From a child to its parent, where the reset is manual: the restarts so far are forgotten.</summary>
    public new sealed class Reset
    {
        /// <summary>The only one.</summary>
        public static readonly Reset Instance = new();

        private Reset()
        {
        }
    }

    /// <summary>From the supervisor to itself: forget the restarts so far, unless there were more.</summary>
    public sealed class ResetRestartCount : IDeadLetterSuppression
    {
        /// <summary>Keeps the number.</summary>
        /// <param name="current">How many restarts there were when this was sent.</param>
        public ResetRestartCount(int current)
        {
            Current = current;
        }

        /// <summary>How many restarts there were when this was sent.</summary>
        public int Current { get; }
    }

    /// <summary>From the supervisor to itself: the time is over, start the child.</summary>
    public sealed class StartChild : IDeadLetterSuppression
    {
        /// <summary>The only one.</summary>
        public static readonly StartChild Instance = new();

        private StartChild()
        {
        }
    }
}
