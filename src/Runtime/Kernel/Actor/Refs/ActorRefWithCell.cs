namespace Supervision.Actor;

/// <summary>A reference with an actor cell behind it.</summary>
public abstract class ActorRefWithCell : InternalActorRefBase
{
    /// <summary>The cell.</summary>
    public abstract ICell Underlying { get; }

    /// <summary>The children of the actor, in order of creation.</summary>
    public abstract IEnumerable<IActorRef> Children { get; }

    /// <summary>One child by name (a <c>#uid</c> suffix must match); <see cref="Nobody"/> when there is none.</summary>
    public abstract IInternalActorRef GetSingleChild(string name);
}
