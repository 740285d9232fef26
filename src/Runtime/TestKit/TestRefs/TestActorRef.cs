using Supervision.Actor;

namespace Supervision.TestKit;

#pragma warning disable CS0660, CS0661 // Equality is the base's.
/// <inheritdoc/>
public class TestActorRef<TActor> : TestActorRefBase<TActor>
    where TActor : ActorBase
{
    /// <inheritdoc/>
    public TestActorRef(ActorSystem system, Props actorProps, IActorRef? supervisor = null, string? name = null)
        : base(system, actorProps, supervisor, name)
    {
    }

    /// <summary>True when both are the same actor.</summary>
    public static bool operator ==(TestActorRef<TActor>? testActorRef, IActorRef? actorRef) =>
        testActorRef is null ? actorRef is null : testActorRef.Equals(actorRef);

    /// <summary>True when both are the same actor.</summary>
    public static bool operator ==(IActorRef? actorRef, TestActorRef<TActor>? testActorRef) => testActorRef == actorRef;

    /// <summary>True when they are two actors.</summary>
    public static bool operator !=(TestActorRef<TActor>? testActorRef, IActorRef? actorRef) => !(testActorRef == actorRef);

    /// <summary>True when they are two actors.</summary>
    public static bool operator !=(IActorRef? actorRef, TestActorRef<TActor>? testActorRef) => !(testActorRef == actorRef);
}
