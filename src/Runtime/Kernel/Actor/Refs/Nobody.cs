namespace Supervision.Actor;

/// <summary>The reference to no actor. Messages to it vanish, without dead letters.</summary>
public sealed class Nobody : MinimalActorRef
{
    private static readonly ActorPath PathOfNobody = new RootActorPath(Address.AllSystems, "/Nobody");

    private Nobody()
    {
    }

    /// <summary>The only instance.</summary>
    public static Nobody Instance { get; } = new();

    /// <inheritdoc/>
    public override ActorPath Path => PathOfNobody;

    /// <summary>Nobody belongs to no system.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override IActorRefProvider Provider => throw new NotSupportedException("Nobody does not provide");
}
