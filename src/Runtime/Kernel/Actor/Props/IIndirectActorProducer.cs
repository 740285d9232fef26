namespace Supervision.Actor;

/// <summary>Makes instances of an actor; for dependency injection and the like.</summary>
public interface IIndirectActorProducer
{
    /// <summary>The type that it makes, or a base of it.</summary>
    Type ActorType { get; }

    /// <summary>Makes a new instance; called for the first start and every restart.</summary>
    ActorBase Produce();

    /// <summary>Called when the actor has stopped for good.</summary>
    void Release(ActorBase actor);
}
