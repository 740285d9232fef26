namespace Supervision.Actor;

/// <summary>Gives the kernel and test kits the context of an actor instance.</summary>
public interface IInternalActor
{
    /// <summary>The context.</summary>
    IActorContext ActorContext { get; }
}
