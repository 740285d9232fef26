namespace Supervision.Actor;

/// <summary>Swallows every message; for asking somebody to reply to no one.</summary>
public sealed class IgnoreActorRef : MinimalActorRef
{
    private static readonly ActorPath IgnorePath = new RootActorPath(new Address("akka", "local")) / "ignore";

    /// <summary>Makes the reference for a provider.</summary>
    public IgnoreActorRef(IActorRefProvider provider)
    {
        Provider = provider;
    }

    /// <inheritdoc/>
    public override ActorPath Path => IgnorePath;

    /// <inheritdoc/>
    public override IActorRefProvider Provider { get; }

    /// <summary>True for a reference that only swallows.</summary>
    public static bool IsIgnoreRefPath(ActorPath path) => path.Equals(IgnorePath);
}
