namespace Supervision.Actor;

/// <summary>Well-known references.</summary>
public static class ActorRefs
{
    /// <summary>Says that a message has no sender; the receiver then sees the dead letters as its sender.</summary>
    public static readonly IActorRef? NoSender;

    /// <summary>The reference to no actor.</summary>
    public static readonly Nobody Nobody = Nobody.Instance;
}
