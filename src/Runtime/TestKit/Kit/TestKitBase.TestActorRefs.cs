using System.Diagnostics.CodeAnalysis;
using Supervision.Actor;

namespace Supervision.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Makes an actor with a test reference.</summary>
    /// <param name="props">How to make it; on the calling thread's dispatcher unless they name another.</param>
    /// <param name="supervisor">Its parent.</param>
    /// <param name="name">Its name; null for a made-up one.</param>
    /// <exception cref="InvalidActorNameException">The name is taken or not allowed.</exception>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Props props, IActorRef supervisor, string? name = null)
        where TActor : ActorBase => new(Sys, props, supervisor, name);

    /// <summary>Makes an actor with a test reference under <c>/user</c>.</summary>
    /// <inheritdoc cref="ActorOfAsTestActorRef{TActor}(Props, IActorRef, string?)"/>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Props props, string? name = null)
        where TActor : ActorBase => new(Sys, props, null, name);

    /// <inheritdoc cref="ActorOfAsTestActorRef{TActor}(Props, IActorRef, string?)"/>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Func<TActor> factory, IActorRef supervisor, string? name = null)
        where TActor : ActorBase => new(Sys, Props.Create(factory), supervisor, name);

    /// <inheritdoc cref="ActorOfAsTestActorRef{TActor}(Props, string?)"/>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Func<TActor> factory, string? name = null)
        where TActor : ActorBase => new(Sys, Props.Create(factory), null, name);

    /// <inheritdoc cref="ActorOfAsTestActorRef{TActor}(Props, IActorRef, string?)"/>
    public TestActorRef<TActor> ActorOfAsTestActorRef<[DynamicallyAccessedMembers(Constructors)] TActor>(IActorRef supervisor, string? name = null)
        where TActor : ActorBase, new() => new(Sys, Props.Create<TActor>(), supervisor, name);

    /// <inheritdoc cref="ActorOfAsTestActorRef{TActor}(Props, string?)"/>
    public TestActorRef<TActor> ActorOfAsTestActorRef<[DynamicallyAccessedMembers(Constructors)] TActor>(string? name = null)
        where TActor : ActorBase, new() => new(Sys, Props.Create<TActor>(), null, name);

    /// <summary>Makes a state machine with a test reference.</summary>
    /// <param name="props">How to make it; on the calling thread's dispatcher unless they name another.</param>
    /// <param name="supervisor">Its parent.</param>
    /// <param name="name">Its name; null for a made-up one.</param>
    /// <param name="withLogging">True to log its events, transitions and timers at DEBUG.</param>
    /// <exception cref="InvalidActorNameException">The name is taken or not allowed.</exception>
    public TestFSMRef<TFsmActor, TState, TData> ActorOfAsTestFSMRef<TFsmActor, TState, TData>(
        Props props, IActorRef supervisor, string? name = null, bool withLogging = false)
        where TFsmActor : FSM<TState, TData>
        where TState : notnull => new(Sys, props, supervisor, name, withLogging);

    /// <summary>Makes a state machine with a test reference under <c>/user</c>.</summary>
    /// <inheritdoc cref="ActorOfAsTestFSMRef{TFsmActor,TState,TData}(Props, IActorRef, string?, bool)"/>
    public TestFSMRef<TFsmActor, TState, TData> ActorOfAsTestFSMRef<TFsmActor, TState, TData>(
        Props props, string? name = null, bool withLogging = false)
        where TFsmActor : FSM<TState, TData>
        where TState : notnull => new(Sys, props, null, name, withLogging);

    /// <inheritdoc cref="ActorOfAsTestFSMRef{TFsmActor,TState,TData}(Props, IActorRef, string?, bool)"/>
    public TestFSMRef<TFsmActor, TState, TData> ActorOfAsTestFSMRef<TFsmActor, TState, TData>(
        Func<TFsmActor> factory, IActorRef supervisor, string? name = null, bool withLogging = false)
        where TFsmActor : FSM<TState, TData>
        where TState : notnull => new(Sys, Props.Create(factory), supervisor, name, withLogging);

    /// <inheritdoc cref="ActorOfAsTestFSMRef{TFsmActor,TState,TData}(Props, string?, bool)"/>
    public TestFSMRef<TFsmActor, TState, TData> ActorOfAsTestFSMRef<TFsmActor, TState, TData>(
        Func<TFsmActor> factory, string? name = null, bool withLogging = false)
        where TFsmActor : FSM<TState, TData>
        where TState : notnull => new(Sys, Props.Create(factory), null, name, withLogging);

    /// <inheritdoc cref="ActorOfAsTestFSMRef{TFsmActor,TState,TData}(Props, IActorRef, string?, bool)"/>
    public TestFSMRef<TFsmActor, TState, TData> ActorOfAsTestFSMRef<[DynamicallyAccessedMembers(Constructors)] TFsmActor, TState, TData>(
        IActorRef supervisor, string? name = null, bool withLogging = false)
        where TFsmActor : FSM<TState, TData>, new()
        where TState : notnull => new(Sys, Props.Create<TFsmActor>(), supervisor, name, withLogging);

    /// <inheritdoc cref="ActorOfAsTestFSMRef{TFsmActor,TState,TData}(Props, string?, bool)"/>
    public TestFSMRef<TFsmActor, TState, TData> ActorOfAsTestFSMRef<[DynamicallyAccessedMembers(Constructors)] TFsmActor, TState, TData>(
        string? name = null, bool withLogging = false)
        where TFsmActor : FSM<TState, TData>, new()
        where TState : notnull => new(Sys, Props.Create<TFsmActor>(), null, name, withLogging);
}
