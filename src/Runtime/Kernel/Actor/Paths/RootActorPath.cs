namespace Supervision.Actor;

/// <summary>The path of the root of a system.</summary>
public sealed class RootActorPath : ActorPath
{
    /// <summary>Makes the root path of a system.</summary>
    public RootActorPath(Address address, string name = "")
        : base(address, name)
    {
    }
}
