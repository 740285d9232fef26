using Supervision.Dispatch.SysMsg;

namespace Supervision.Actor;

/// <summary>What the kernel itself, and strategies written by users, may do with a reference.</summary>
public interface IInternalActorRef : IActorRef, IActorRefScope
{
    /// <summary>The supervisor; <see cref="Nobody"/> where there is none.</summary>
    IInternalActorRef Parent { get; }

    /// <summary>The provider of the system that the actor belongs to.</summary>
    IActorRefProvider Provider { get; }

    /// <summary>True once the actor is stopped for good. Prefer death watch: this can be stale at once.</summary>
    bool IsTerminated { get; }

    /// <summary>Walks down the given names (<c>..</c> goes up); <see cref="Nobody"/> when there is no such descendant.</summary>
    IActorRef GetChild(IReadOnlyList<string> name);

    /// <summary>Lets a suspended actor process user messages again.</summary>
    /// <param name="causedByFailure">The failure that is now handled, or null when the suspension had another cause.</param>
    void Resume(Exception? causedByFailure = null);

    /// <summary>Starts the actor. Does nothing for an actor that runs.</summary>
    void Start();

    /// <summary>Asks the actor to stop after the message that it works on.</summary>
    void Stop();

    /// <summary>Replaces the actor's instance by a fresh one; its mailbox is kept.</summary>
    void Restart(Exception cause);

    /// <summary>Makes the actor and its children process no user messages until <see cref="Resume"/>. Calls nest.</summary>
    void Suspend();

    /// <summary>Sends a system message; it overtakes all user messages.</summary>
    void SendSystemMessage(ISystemMessage message);
}
