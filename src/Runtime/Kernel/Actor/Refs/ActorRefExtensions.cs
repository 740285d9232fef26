using System.Diagnostics.CodeAnalysis;

namespace Supervision.Actor;

/// <summary>Questions that may be asked of a reference that is null.</summary>
public static class ActorRefExtensions
{
    /// <summary>True when the reference is null or <see cref="Nobody"/>, or has no path, as those that tests make up.</summary>
    public static bool IsNobody([NotNullWhen(false)] this IActorRef? actorRef) =>
        actorRef is null or Nobody || (actorRef is not InternalActorRefBase && actorRef.Path is null);

    /// <summary>The reference itself, or what <paramref name="elseValue"/> gives when it is null or <see cref="Nobody"/>.</summary>
    public static IActorRef GetOrElse(this IActorRef? actorRef, Func<IActorRef> elseValue) =>
        actorRef.IsNobody() ? elseValue() : actorRef;
}
