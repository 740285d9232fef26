using Supervision.Actor.Internal;

namespace Supervision.Actor;

/// <summary>Makes and finds references for a system.</summary>
public interface IActorRefProvider
{
    /// <summary><c>/</c>.</summary>
    IInternalActorRef RootGuardian { get; }

    /// <summary><c>/user</c>.</summary>
    LocalActorRef Guardian { get; }

    /// <summary><c>/system</c>.</summary>
    LocalActorRef SystemGuardian { get; }

    /// <summary>Takes messages that have no receiver.</summary>
    IActorRef DeadLetters { get; }

    /// <summary>Swallows messages.</summary>
    IActorRef IgnoreRef { get; }

    /// <summary>The path of the root.</summary>
    ActorPath RootPath { get; }

    /// <summary>The settings of the system.</summary>
    Settings Settings { get; }

    /// <summary>Deployments by path.</summary>
    Deployer Deployer { get; }

    /// <summary>The parent of references that are no actors.</summary>
    IInternalActorRef TempContainer { get; }

    /// <summary>Completes when the root has stopped.</summary>
    Task TerminationTask { get; }

    /// <summary>The address of the system.</summary>
    Address DefaultAddress { get; }

    /// <summary>Makes a new path below <c>/temp</c>.</summary>
    ActorPath TempPath();

    /// <summary>Registers a reference below <c>/temp</c>.</summary>
    void RegisterTempActor(IInternalActorRef actorRef, ActorPath path);

    /// <summary>Takes back <see cref="RegisterTempActor"/>.</summary>
    void UnregisterTempActor(ActorPath path);

    /// <summary>Starts the guardians.</summary>
    void Init(ActorSystemImpl system);

    /// <summary>Makes an actor below a supervisor.</summary>
    IInternalActorRef ActorOf(ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, bool systemService);

    /// <summary>Makes the receiver of an answer.</summary>
    FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs);

    /// <summary>Finds the actor at a path; the dead letters when the text is no path.</summary>
    IActorRef ResolveActorRef(string path);

    /// <summary>Finds the actor at a path; a reference that makes dead letters when there is none.</summary>
    IActorRef ResolveActorRef(ActorPath actorPath);

    /// <summary>The root of the system with an address; the dead letters for another system.</summary>
    IActorRef RootGuardianAt(Address address);

    /// <summary>The address by which this system is known to an address; null when it is not.</summary>
    Address? GetExternalAddressFor(Address address);
}
