using System.Diagnostics.CodeAnalysis;
using Supervision.Actor.Internal;
using Supervision.Dispatch;

namespace Supervision.Actor;

/// <summary>How to make an actor: immutable, and reusable for any number of actors.</summary>
public class Props : IEquatable<Props>
{
    /// <summary>What trimming must keep of an actor that is made by its constructor.</summary>
    internal const DynamicallyAccessedMemberTypes ActorConstructors =
        DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.NonPublicConstructors;

    /// <summary>Marks the absence of a recipe; making an actor of it fails.</summary>
    public static readonly Props None = new(typeof(ActorBase), new DelegateProducer<ActorBase>(static () => throw new NotSupportedException("Props.None makes no actors")), []);

    private readonly IIndirectActorProducer _producer;
    private Deploy _deploy = Deploy.Local;

    // Where actors of this recipe run, for the last system that used it; recipes are mostly used over and over.
    private Placement? _placement;

    /// <summary>Makes actors of a type by its constructor without parameters.</summary>
    public Props([DynamicallyAccessedMembers(ActorConstructors)] Type type)
        : this(type, [])
    {
    }

    /// <summary>Makes actors of a type by the constructor that fits the arguments.</summary>
    public Props([DynamicallyAccessedMembers(ActorConstructors)] Type type, object?[] args)
        : this(type, new ConstructorProducer(type, args), args)
    {
    }

    /// <summary>Makes actors of a type by the constructor that fits the arguments, with a strategy for their children.</summary>
    public Props([DynamicallyAccessedMembers(ActorConstructors)] Type type, SupervisorStrategy? supervisorStrategy, params object?[] args)
        : this(type, args)
    {
        SupervisorStrategy = supervisorStrategy;
    }

    /// <summary>Makes actors of a type by the constructor that fits the arguments, with a deployment.</summary>
    public Props(Deploy deploy, [DynamicallyAccessedMembers(ActorConstructors)] Type type, params object?[] args)
        : this(type, args)
    {
        _deploy = deploy;
    }

    /// <summary>Copies a recipe.</summary>
    protected Props(Props copy)
    {
        Type = copy.Type;
        Arguments = copy.Arguments;
        SupervisorStrategy = copy.SupervisorStrategy;
        _producer = copy._producer;
        _deploy = copy._deploy;
    }

    private Props(Type type, IIndirectActorProducer producer, object?[] args)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (!typeof(ActorBase).IsAssignableFrom(type))
        {
            throw new ArgumentException($"{type} is not an actor", nameof(type));
        }

        Type = type;
        Arguments = args;
        _producer = producer;
    }

    /// <summary>A recipe for an actor that takes every message and does nothing with it.</summary>
    public static Props Empty { get; } = Create(static () => new EmptyActor());

    /// <summary>The type of the actors.</summary>
    public Type Type { get; }

    /// <summary>The name of the type of the actors.</summary>
    public string TypeName => Type.AssemblyQualifiedName ?? Type.Name;

    /// <summary>The arguments of the constructor; empty for actors made by a delegate.</summary>
    public object?[] Arguments { get; }

    /// <summary>The strategy for the actor's children; null when the actor itself says.</summary>
    public SupervisorStrategy? SupervisorStrategy { get; private set; }

    /// <summary>Where and how the actor runs.</summary>
    public Deploy Deploy => _deploy;

    /// <summary>The name of the dispatcher.</summary>
    public string Dispatcher => _deploy.Dispatcher == Deploy.NoDispatcherGiven ? Dispatchers.DefaultDispatcherId : _deploy.Dispatcher;

    /// <summary>The name of the mailbox; <see cref="Deploy.NoMailboxGiven"/> when the actor's type decides.</summary>
    public string Mailbox => _deploy.Mailbox;

    /// <summary>Makes actors by a delegate: <c>Props.Create(() => new Worker(queue))</c>. It runs for every restart.</summary>
    public static Props Create<TActor>(Func<TActor> factory, SupervisorStrategy? supervisorStrategy = null)
        where TActor : ActorBase =>
        new(typeof(TActor), new DelegateProducer<TActor>(factory), []) { SupervisorStrategy = supervisorStrategy };

    /// <summary>Makes actors by the constructor that fits the arguments.</summary>
    public static Props Create<[DynamicallyAccessedMembers(ActorConstructors)] TActor>(params object?[] args)
        where TActor : ActorBase =>
        args.Length == 0 && typeof(TActor).GetConstructor([]) is not null
            ? new(typeof(TActor), new DefaultProducer<TActor>(), args)
            : new(typeof(TActor), new ConstructorProducer(typeof(TActor), args), args);

    /// <summary>Makes actors by their constructor without parameters, with a strategy for their children.</summary>
    public static Props Create<[DynamicallyAccessedMembers(ActorConstructors)] TActor>(SupervisorStrategy supervisorStrategy)
        where TActor : ActorBase, new() =>
        new(typeof(TActor), new DefaultProducer<TActor>(), []) { SupervisorStrategy = supervisorStrategy };

    /// <summary>Makes actors of a type by the constructor that fits the arguments.</summary>
    public static Props Create([DynamicallyAccessedMembers(ActorConstructors)] Type type, params object?[] args) => new(type, args);

    /// <summary>Makes actors by a producer.</summary>
    public static Props CreateBy(IIndirectActorProducer producer, params object?[] args) => new(producer.ActorType, producer, args);

    /// <summary>The same recipe with another dispatcher.</summary>
    public Props WithDispatcher(string dispatcher) => WithDeploy(_deploy.WithDispatcher(dispatcher));

    /// <summary>The same recipe with another mailbox.</summary>
    public Props WithMailbox(string mailbox) => WithDeploy(_deploy.WithMailbox(mailbox));

    /// <summary>The same recipe with a bounded stash; ignored by actors that require an unbounded one.</summary>
    public Props WithStashCapacity(int stashCapacity) => WithDeploy(_deploy.WithStashCapacity(stashCapacity));

    /// <summary>The same recipe with another deployment; what it leaves open is kept.</summary>
    public Props WithDeploy(Deploy deploy)
    {
        Props copy = Copy();
        copy._deploy = deploy.WithFallback(_deploy);
        return copy;
    }

    /// <summary>The same recipe with another strategy for the actor's children.</summary>
    public Props WithSupervisorStrategy(SupervisorStrategy? supervisorStrategy)
    {
        Props copy = Copy();
        copy.SupervisorStrategy = supervisorStrategy;
        return copy;
    }

    /// <summary>Makes an instance. Called by the kernel, inside the cell.</summary>
    public virtual ActorBase NewActor() => _producer.Produce();

    /// <inheritdoc/>
    public bool Equals(Props? other) =>
        ReferenceEquals(this, other)
        || (other is not null
            && Type == other.Type
            && (ReferenceEquals(_producer, other._producer) || (_producer is ConstructorProducer && other._producer is ConstructorProducer))
            && _deploy.Equals(other._deploy)
            && Equals(SupervisorStrategy, other.SupervisorStrategy)
            && Arguments.SequenceEqual(other.Arguments));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Props other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, _deploy.Dispatcher, _deploy.Mailbox, Arguments.Length);

    internal void Release(ActorBase actor) => _producer.Release(actor);

    internal Placement PlacementIn(ActorSystemImpl system)
    {
        Placement? known = Volatile.Read(ref _placement);
        if (known is null || !ReferenceEquals(known.System, system))
        {
            // A recipe is often made anew for each actor, with the arguments of that one; what nothing but its type decides is kept.
            bool byType = _deploy.Dispatcher == Deploy.NoDispatcherGiven && _deploy.Mailbox == Deploy.NoMailboxGiven;
            if (!byType || !system.Placements.TryGetValue(Type, out known))
            {
                known = FindPlacement(system, byType);
            }
        }

        return known;
    }

    private Placement FindPlacement(ActorSystemImpl system, bool byType)
    {
        MessageDispatcher dispatcher = system.Dispatchers.Lookup(Dispatcher);
        MessageDispatcherConfigurator configurator = dispatcher.Configurator;
        Placement found = new(system, dispatcher, system.Mailboxes.GetMailboxType(this, configurator.Config));
        if (!configurator.IsPerActor)
        {
            Volatile.Write(ref _placement, found);
            if (byType)
            {
                system.Placements[Type] = found;
            }
        }

        return found;
    }

    /// <summary>Copies this recipe; overridden by recipes with state of their own.</summary>
    protected virtual Props Copy() => new(this);

    /// <summary>The dispatcher and mailbox of a recipe in one system.</summary>
    internal sealed record Placement(ActorSystemImpl System, MessageDispatcher Dispatcher, MailboxType? MailboxType);

    private sealed class EmptyActor : ActorBase
    {
        protected override bool Receive(object message) => true;
    }
}
