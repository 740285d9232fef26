using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Supervision.Actor;
using Supervision.Configuration;
using Supervision.Dispatch.MessageQueues;
using Supervision.Event;
using Supervision.Util;

namespace Supervision.Dispatch;

// Overview
// Where an actor's mailbox comes from, the first that says something: its deployment or Props; its dispatcher's mailbox-type;
// what its class requires; what its dispatcher requires (mailbox-requirement); akka.actor.default-mailbox. A mailbox that was
// chosen by one of the first two must have the queue that the class requires. All answers are kept: actors are made by the thousand.

/// <summary>The mailboxes of a system, by their path in the configuration.</summary>
public class Mailboxes
{
    /// <summary>The mailbox of actors that ask for none.</summary>
    public static readonly string DefaultMailboxId = "akka.actor.default-mailbox";

    /// <summary>Nothing is required of the mailbox.</summary>
    public static readonly string NoMailboxRequirement = string.Empty;

    private readonly ActorSystem _system;
    private readonly MailboxBindings _bindings;
    private readonly ConcurrentDictionary<string, MailboxType> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<Settings, Config, MailboxType>> _types = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Type, MailboxBindings.Binding?> _required = new();
    private readonly ConditionalWeakTable<Config, OfDispatcher> _ofDispatcher = [];

    /// <summary>Makes the registry of a system.</summary>
    public Mailboxes(ActorSystem system)
    {
        _system = system;
        _bindings = new MailboxBindings(system.Settings.Config);
        DeadLetterMailbox = new DeadLetterMailbox(system.DeadLetters);
    }

    /// <summary>Where messages go whose actor has stopped.</summary>
    public DeadLetterMailbox DeadLetterMailbox { get; }

    internal IMessageQueue DeadLetterQueue => DeadLetterMailbox.MessageQueue;

    /// <summary>Makes a mailbox known by the name that <c>mailbox-type</c> uses; programs compiled ahead of time need it for their own.</summary>
    /// <param name="typeName">The name of the type, with or without its namespace; its assembly may be left out.</param>
    /// <param name="factory">Makes the mailbox.</param>
    public void RegisterType(string typeName, Func<Settings, Config, MailboxType> factory) =>
        _types[TypeNames.WithoutAssembly(typeName)] = factory;

    /// <summary>Makes a mailbox known by its path, in code.</summary>
    public void Register(string id, MailboxType mailboxType) => _byId[id] = mailboxType;

    /// <summary>Says which mailbox actors get that require a queue of a kind; before such actors are made.</summary>
    /// <typeparam name="T">The kind.</typeparam>
    /// <param name="id">The path of the mailbox in the configuration.</param>
    public void RegisterRequirement<T>(string id)
        where T : ISemantics => _bindings.Add(MailboxBindings.Binding.Of<T>(id));

    /// <summary>Finds a mailbox.</summary>
    /// <exception cref="ConfigurationException">It is not configured, or of an unknown type.</exception>
    public MailboxType Lookup(string id) => _byId.TryGetValue(id, out MailboxType? known) ? known : _byId.GetOrAdd(id, Make);

    /// <summary>Finds the mailbox that is bound to a kind of queue.</summary>
    /// <param name="queueType">The kind: an interface derived from <see cref="ISemantics"/>.</param>
    /// <exception cref="ConfigurationException">None is bound to it.</exception>
    public MailboxType LookupByQueueType(Type queueType) => Lookup(
        (_bindings.ForQueue(queueType) ?? throw new ConfigurationException($"Mailbox Mapping for [{queueType}] not configured")).Id);

    /// <summary>The mailbox for actors of a recipe.</summary>
    /// <param name="props">The recipe.</param>
    /// <param name="dispatcherConfig">The section of its dispatcher.</param>
    /// <exception cref="ConfigurationException">It is not configured, or its queue is not what the actor's class requires.</exception>
    public MailboxType GetMailboxType(Props props, Config dispatcherConfig)
    {
        MailboxBindings.Binding? required = RequiredBy(props.Type);
        if (props.Mailbox != Deploy.NoMailboxGiven)
        {
            return Verified(Lookup(props.Mailbox), required, props);
        }

        OfDispatcher dispatcher = _ofDispatcher.GetValue(dispatcherConfig, Read);
        return dispatcher.Mailbox is { } ofDispatcher ? Verified(ofDispatcher, required, props)
            : required is not null ? Lookup(required.Id)
            : dispatcher.Required is { } fallback ? Lookup(fallback.Id)
            : Lookup(DefaultMailboxId);
    }

    /// <summary>What a class of actors requires of its queue.</summary>
    /// <exception cref="ArgumentException">It requires nothing.</exception>
    public Type GetRequiredType(Type actorType) =>
        RequiredBy(actorType)?.Semantics ?? throw new ArgumentException($"{actorType} requires no kind of mailbox", nameof(actorType));

    /// <summary>True when the type says what its mailbox must be like.</summary>
    public bool HasRequiredType(Type actorType) => RequiredBy(actorType) is not null;

    /// <summary>True when a mailbox says what kind of queue it makes.</summary>
    public bool ProducesMessageQueue([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.Interfaces)] Type mailboxType) =>
        Array.Exists(
            mailboxType.GetInterfaces(),
            static i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IProducesMessageQueue<>));

    /// <summary>How many messages a stash takes on a mailbox; -1 for any number.</summary>
    public int StashCapacity(string dispatcher, string mailbox)
    {
        Config? section = mailbox.Length > 0 ? _system.Settings.Config.GetConfig(mailbox) : _system.Dispatchers.SectionOf(dispatcher);
        return section?.GetInt("stash-capacity", Deploy.NoStashSize) ?? Deploy.NoStashSize;
    }

    private static MailboxType Verified(MailboxType mailbox, MailboxBindings.Binding? required, Props props)
    {
        // Of others it is not known before they make a queue.
        Type? queue = mailbox switch
        {
            UnboundedMailbox => typeof(UnboundedMessageQueue),
            UnboundedDequeBasedMailbox => typeof(UnboundedDequeMessageQueue),
            BoundedMailbox => typeof(BoundedMessageQueue),
            BoundedDequeBasedMailbox => typeof(BoundedDequeMessageQueue),
            UnboundedControlAwareMailbox => typeof(UnboundedControlAwareMessageQueue),
            BoundedControlAwareMailbox => typeof(BoundedControlAwareMessageQueue),
            UnboundedPriorityMailbox => typeof(UnboundedPriorityMessageQueue),
            UnboundedStablePriorityMailbox => typeof(UnboundedStablePriorityMessageQueue),
            _ => null,
        };
        return required is null || queue is null || required.Semantics.IsAssignableFrom(queue)
            ? mailbox
            : throw new ConfigurationException(
                $"produced message queue type [{queue}] does not fulfill requirement for actor class [{props.Type}]: [{required.Semantics}]");
    }

    private MailboxBindings.Binding? RequiredBy(Type actorType) =>
        _required.TryGetValue(actorType, out MailboxBindings.Binding? known) ? known : _required.GetOrAdd(actorType, _bindings.RequiredBy);

    private OfDispatcher Read(Config section)
    {
        string requirement = section.GetString("mailbox-requirement", NoMailboxRequirement)!;
        return new OfDispatcher(
            section.HasPath("mailbox-type") ? MakeOf(section, section.GetString("id", "dispatcher")!) : null,
            requirement.Length == 0
                ? null
                : _bindings.ForName(requirement) ?? throw new ConfigurationException($"Mailbox Mapping for [{requirement}] not configured"));
    }

    private MailboxType Make(string id)
    {
        Config section = _system.Settings.Config.GetConfig(id);
        if (section.HasPath("mailbox-type"))
        {
            return MakeOf(section, id);
        }

        Settings settings = _system.Settings;
        return id switch
        {
            "akka.actor.mailbox.unbounded-deque-based" => new UnboundedDequeBasedMailbox(settings, section),
            "akka.actor.mailbox.bounded-queue-based" => new BoundedMailbox(settings, section),
            "akka.actor.mailbox.bounded-deque-based" => new BoundedDequeBasedMailbox(settings, section),
            "akka.actor.mailbox.unbounded-control-aware-queue-based" => new UnboundedControlAwareMailbox(settings, section),
            "akka.actor.mailbox.bounded-control-aware-queue-based" => new BoundedControlAwareMailbox(settings, section),
            "akka.actor.mailbox.logger-queue" => new LoggerMailboxType(settings, section),
            "akka.actor.mailbox.unbounded-queue-based" => new UnboundedMailbox(settings, section),
            _ when id == DefaultMailboxId => new UnboundedMailbox(settings, section),
            _ => throw new ConfigurationException($"Mailbox Type [{id}] not configured"),
        };
    }

    private MailboxType MakeOf(Config section, string id)
    {
        string type = section.GetString("mailbox-type")!;
        Settings settings = _system.Settings;
        string name = TypeNames.WithoutAssembly(type);
        return _types.TryGetValue(name, out Func<Settings, Config, MailboxType>? factory)
            || _types.TryGetValue(name[(name.LastIndexOfAny(['.', '+']) + 1)..], out factory)
            ? factory(settings, section)
            : settings.TypeNames.Create<MailboxType>(
                type,
                $"{id}.mailbox-type",
                $"{nameof(Mailboxes)}.{nameof(RegisterType)}",
                own => own switch
                {
                    nameof(UnboundedMailbox) => new UnboundedMailbox(settings, section),
                    nameof(UnboundedDequeBasedMailbox) => new UnboundedDequeBasedMailbox(settings, section),
                    nameof(BoundedMailbox) => new BoundedMailbox(settings, section),
                    nameof(BoundedDequeBasedMailbox) => new BoundedDequeBasedMailbox(settings, section),
                    nameof(UnboundedControlAwareMailbox) => new UnboundedControlAwareMailbox(settings, section),
                    nameof(BoundedControlAwareMailbox) => new BoundedControlAwareMailbox(settings, section),
                    nameof(LoggerMailboxType) => new LoggerMailboxType(settings, section),
                    _ => null,
                },
                settings,
                section);
    }

    /// <summary>What a dispatcher says about the mailboxes of its actors.</summary>
    private sealed record OfDispatcher(MailboxType? Mailbox, MailboxBindings.Binding? Required);
}
