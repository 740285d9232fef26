using System.Diagnostics.CodeAnalysis;
using Supervision.Actor;

namespace Supervision.TestKit;

public abstract partial class TestKitBase
{
    private const DynamicallyAccessedMemberTypes Constructors =
        DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.NonPublicConstructors;

    /// <summary>Makes an actor under <c>/user</c> with a made-up name.</summary>
    public IActorRef ActorOf(Props props) => Sys.ActorOf(props, null);

    /// <summary>Makes an actor under <c>/user</c>.</summary>
    /// <exception cref="InvalidActorNameException">The name is taken or not allowed.</exception>
    public IActorRef ActorOf(Props props, string? name) => Sys.ActorOf(props, name);

    /// <inheritdoc cref="ActorOf(Props)"/>
    public IActorRef ActorOf<[DynamicallyAccessedMembers(Constructors)] TActor>()
        where TActor : ActorBase, new() => Sys.ActorOf(Props.Create<TActor>(), null);

    /// <inheritdoc cref="ActorOf(Props, string?)"/>
    public IActorRef ActorOf<[DynamicallyAccessedMembers(Constructors)] TActor>(string name)
        where TActor : ActorBase, new() => Sys.ActorOf(Props.Create<TActor>(), name);

    /// <inheritdoc cref="ActorOf(Props)"/>
    public IActorRef ActorOf<TActor>(Func<TActor> factory)
        where TActor : ActorBase => Sys.ActorOf(Props.Create(factory), null);

    /// <inheritdoc cref="ActorOf(Props, string?)"/>
    public IActorRef ActorOf<TActor>(Func<TActor> factory, string name)
        where TActor : ActorBase => Sys.ActorOf(Props.Create(factory), name);

    /// <summary>Selects the actor at the path.</summary>
    public ActorSelection ActorSelection(ActorPath actorPath) => Sys.ActorSelection(actorPath);

    /// <summary>Selects the actors that the path matches.</summary>
    public ActorSelection ActorSelection(string actorPath) => Sys.ActorSelection(actorPath);

    /// <summary>Selects the actors that the path matches, seen from the anchor.</summary>
    public ActorSelection ActorSelection(IActorRef anchorRef, string actorPath) => Sys.ActorSelection(anchorRef, actorPath);
}
