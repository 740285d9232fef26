using System.Diagnostics.CodeAnalysis;

namespace Supervision.Actor;

/// <summary>What extensions may do with a system.</summary>
public abstract class ExtendedActorSystem : ActorSystem
{
    /// <summary>Makes and finds references.</summary>
    public abstract IActorRefProvider Provider { get; }

    /// <summary><c>/user</c>.</summary>
    public abstract IInternalActorRef Guardian { get; }

    /// <summary><c>/system</c>.</summary>
    public abstract IInternalActorRef SystemGuardian { get; }

    /// <summary>Where relative selections start.</summary>
    public abstract IInternalActorRef LookupRoot { get; }

    /// <summary>Makes an actor below <c>/system</c>; it outlives all actors of users.</summary>
    public abstract IActorRef SystemActorOf(Props props, string? name = null);

    /// <summary>Makes an actor below <c>/system</c>; it outlives all actors of users.</summary>
    public abstract IActorRef SystemActorOf<[DynamicallyAccessedMembers(Props.ActorConstructors)] TActor>(string? name = null)
        where TActor : ActorBase, new();

    /// <summary>Stops everything at once, without coordinated shutdown.</summary>
    public abstract void Abort();

    /// <summary>The tree of actors as text, for debugging.</summary>
    public abstract string PrintTree();

    /// <summary>Stops the actors; the last step of coordinated shutdown.</summary>
    internal abstract Task FinalTerminate();
}
