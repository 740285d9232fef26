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
        // The deployment first; what dispatcher or mailbox say is for all of their actors.
        int capacity = context.Props.Deploy.StashCapacity;
        if (!unbounded && capacity == Deploy.NoStashSize)
        {
            string mailbox = context.Props.Mailbox;
            capacity = mailbox.Length > 0
                ? context.System.Mailboxes.StashCapacity(context.Props.Dispatcher, mailbox)
                : context.Dispatcher.Configurator.Config.GetInt("stash-capacity", Deploy.NoStashSize);
        }

        AbstractStash stash = unbounded || (capacity == Deploy.NoStashSize && !bounded)
            ? new UnboundedStashImpl(context)
            : new BoundedStashImpl(context, capacity);
        ((ActorCell)context).Extras.Stash = stash;
        return stash;
    }
}
