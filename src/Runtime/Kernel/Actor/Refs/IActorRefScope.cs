namespace Supervision.Actor;

/// <summary>Says where the actor behind a reference lives.</summary>
public interface IActorRefScope
{
    /// <summary>True when the actor is in this process; always true in this kernel.</summary>
    bool IsLocal { get; }
}
