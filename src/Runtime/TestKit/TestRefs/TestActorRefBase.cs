using System.Diagnostics.CodeAnalysis;
using Supervision.Actor;
using Supervision.Dispatch.SysMsg;
using Supervision.TestKit.Internal;

namespace Supervision.TestKit;

/// <summary>
/// A reference for tests of one actor by itself: messages are processed before <see cref="Tell(object)"/> returns, and the instance
/// can be looked at. It equals the actor's plain reference.
/// </summary>
/// <typeparam name="TActor">The actor.</typeparam>
[SuppressMessage("Design", "CA1062:Validate arguments of public methods", Justification = "References that compare with null are not equal.")]
public abstract partial class TestActorRefBase<TActor>
    where TActor : ActorBase
{
    /// <summary>Makes the actor.</summary>
    /// <param name="system">Its system.</param>
    /// <param name="actorProps">How to make it; on the calling thread's dispatcher unless they name another.</param>
    /// <param name="supervisor">Its parent; null for <c>/user</c>.</param>
    /// <param name="name">Its name; null for a made-up one.</param>
    /// <exception cref="InvalidActorNameException">The name is taken or not allowed.</exception>
    protected TestActorRefBase(ActorSystem system, Props actorProps, IActorRef? supervisor = null, string? name = null)
    {
        InternalRef = InternalTestActorRef.Create(system, actorProps, supervisor, name);
    }

    /// <summary>The actor's plain reference.</summary>
    public IActorRef Ref => InternalRef;

    /// <summary>The path of the actor.</summary>
    public ActorPath Path => InternalRef.Path;

    /// <summary>The actor instance; another one after each restart.</summary>
    /// <exception cref="IllegalActorStateException">The actor has stopped.</exception>
    public TActor UnderlyingActor => (TActor)InternalRef.UnderlyingActor;

    /// <summary>The actor's plain reference.</summary>
    protected InternalTestActorRef InternalRef { get; }

    /// <summary>True when both are the same actor.</summary>
    public static bool operator ==(TestActorRefBase<TActor>? testActorRef, IActorRef? actorRef) =>
        testActorRef is null ? actorRef is null : testActorRef.Equals(actorRef);

    /// <summary>True when both are the same actor.</summary>
    public static bool operator ==(IActorRef? actorRef, TestActorRefBase<TActor>? testActorRef) => testActorRef == actorRef;

    /// <summary>True when they are two actors.</summary>
    public static bool operator !=(TestActorRefBase<TActor>? testActorRef, IActorRef? actorRef) => !(testActorRef == actorRef);

    /// <summary>True when they are two actors.</summary>
    public static bool operator !=(IActorRef? actorRef, TestActorRefBase<TActor>? testActorRef) => !(testActorRef == actorRef);

    /// <summary>The actor's plain reference.</summary>
    public static IActorRef ToActorRef(TestActorRefBase<TActor> actorRef) => actorRef.InternalRef;

    /// <summary>Processes a message on the calling thread, past the mailbox and supervision: exceptions come out.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">Its sender; null for the dead letters.</param>
    public void Receive(object message, IActorRef? sender = null) => InternalRef.Receive(message, sender);

    /// <summary>
    /// As <see cref="Receive"/>, for messages with asynchronous handlers: ends when they have ended. Their exceptions come out and
    /// do not reach the supervisor.
    /// </summary>
    /// <inheritdoc cref="Receive"/>
    public Task ReceiveAsync(object message, IActorRef? sender = null) => InternalRef.ReceiveAsync(message, sender);

    /// <summary>Sends a message; the sender is the running actor, or the kit's test actor.</summary>
    public void Tell(object message) => InternalRef.Tell(message);

    /// <inheritdoc cref="ICanTell.Tell"/>
    public void Tell(object message, IActorRef? sender) => InternalRef.Tell(message, sender);

    /// <summary>Sends a message with the sender of the message that the running actor processes.</summary>
    public void Forward(object message) => InternalRef.Forward(message);

    /// <summary>Sends a system message; it overtakes all user messages.</summary>
    public void SendSystemMessage(ISystemMessage message) => InternalRef.SendSystemMessage(message);

    /// <summary>Sends a system message; system messages have no sender.</summary>
    public void SendSystemMessage(ISystemMessage message, IActorRef? sender) => InternalRef.SendSystemMessage(message);

    /// <summary>Makes this actor watch another.</summary>
    public void Watch(IActorRef subject) => InternalRef.Watch(subject);

    /// <summary>Makes this actor watch another no more.</summary>
    public void Unwatch(IActorRef subject) => InternalRef.Unwatch(subject);

    /// <inheritdoc/>
    public override string ToString() => InternalRef.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IActorRef other && Equals(other);

    /// <inheritdoc/>
    public bool Equals(IActorRef? other) => InternalRef.Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => InternalRef.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(object? obj) => InternalRef.CompareTo(obj);
}
