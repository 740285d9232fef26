using Supervision.Actor.Internal;

namespace Supervision.Actor;

/// <summary>Makes stashes.</summary>
public static class StashFactory
{
    /// <summary>Makes the stash for a type of actor.</summary>
    public static IStash CreateStash<T>(this IActorContext context)
        where T : ActorBase => Create(context, typeof(IWithUnboundedStash).IsAssignableFrom(typeof(T)), typeof(IWithBoundedStash).IsAssignableFrom(typeof(T)));

    /// <summary>Makes the stash for an actor.</summary>
    public static IStash CreateStash(this IActorContext context, IActorStash actorInstance) =>
        Create(context, actorInstance is IWithUnboundedStash, actorInstance is IWithBoundedStash);

    /// <summary>Makes the stash for a type of actor.</summary>
    public static IStash CreateStash(this IActorContext context, Type actorType) =>
        Create(context, typeof(IWithUnboundedStash).IsAssignableFrom(actorType), typeof(IWithBoundedStash).IsAssignableFrom(actorType));

    private static AbstractStash Create(IActorContext context, bool unbounded, bool bounded)
    {
        int capacity = context.Props.Deploy.StashCapacity;
        AbstractStash stash = unbounded
            ? new UnboundedStashImpl(context)
            : capacity != Deploy.NoStashSize
                ? new BoundedStashImpl(context, capacity)
                : bounded ? new BoundedStashImpl(context) : new UnboundedStashImpl(context);
        ((ActorCell)context).Extras.Stash = stash;
        return stash;
    }
}
