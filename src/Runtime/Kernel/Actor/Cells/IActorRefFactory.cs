namespace Supervision.Actor;

/// <summary>Makes and finds actors.</summary>
public interface IActorRefFactory
{
    /// <summary>Makes an actor.</summary>
    /// <param name="props">How to make it.</param>
    /// <param name="name">Its name among its siblings, or null for a generated one.</param>
    /// <exception cref="InvalidActorNameException">The name is taken or not allowed.</exception>
    IActorRef ActorOf(Props props, string? name = null);

    /// <summary>The selection of a path.</summary>
    ActorSelection ActorSelection(ActorPath actorPath);

    /// <summary>The selection of a path; it may be relative and have wildcards.</summary>
    ActorSelection ActorSelection(string actorPath);
}
