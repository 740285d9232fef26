using Supervision.Util;

namespace Supervision.Actor;

/// <summary>The handle of one incarnation of an actor. Equality is path and uid, never the path alone.</summary>
public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>, ISurrogated, IComparable
{
    /// <summary>The path of the actor, with the uid of this incarnation.</summary>
    ActorPath Path { get; }
}
