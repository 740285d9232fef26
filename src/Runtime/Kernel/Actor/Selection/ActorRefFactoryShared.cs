namespace Supervision.Actor;

/// <summary>Makes selections.</summary>
public static class ActorRefFactoryShared
{
    /// <summary>The selection of a path.</summary>
    public static ActorSelection ActorSelection(ActorPath actorPath, ActorSystem system)
    {
        IActorRefProvider provider = ((ExtendedActorSystem)system).Provider;
        return new ActorSelection(provider.RootGuardianAt(actorPath.Address), actorPath.Elements);
    }

    /// <summary>The selection of a path: absolute with address, absolute without, or relative to an actor.</summary>
    public static ActorSelection ActorSelection(string path, ActorSystem system, IActorRef lookupRoot)
    {
        IActorRefProvider provider = ((ExtendedActorSystem)system).Provider;
        if (path.Length == 0)
        {
            return new ActorSelection(system.DeadLetters, string.Empty);
        }

        if (path[0] == '/')
        {
            return new ActorSelection(provider.RootGuardian, path.Split('/'));
        }

        return ActorPath.TryParse(path, out ActorPath? absolute)
            ? new ActorSelection(provider.RootGuardianAt(absolute.Address), absolute.Elements)
            : new ActorSelection(lookupRoot, path.Split('/'));
    }

    /// <summary>The selection of a path relative to an actor.</summary>
    public static ActorSelection ActorSelection(IActorRef anchorActorRef, string path) => new(anchorActorRef, path.Split('/'));
}
