using System.Collections.Concurrent;
using Supervision.Actor;
using Supervision.Configuration;
using Supervision.Dispatch.MessageQueues;

namespace Supervision.Dispatch;

/// <summary>The mailboxes of a system, by their path in the configuration.</summary>
public class Mailboxes
{
    /// <summary>The mailbox of actors that ask for none.</summary>
    public static readonly string DefaultMailboxId = "akka.actor.default-mailbox";

    /// <summary>Nothing is required of the mailbox.</summary>
    public static readonly string NoMailboxRequirement = string.Empty;

    private const string UnboundedId = "akka.actor.mailbox.unbounded-queue-based";
    private const string UnboundedDequeId = "akka.actor.mailbox.unbounded-deque-based";
    private const string BoundedId = "akka.actor.mailbox.bounded-queue-based";
    private const string BoundedDequeId = "akka.actor.mailbox.bounded-deque-based";

    private readonly ActorSystem _system;
    private readonly ConcurrentDictionary<string, MailboxType> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<Settings, Config, MailboxType>> _types = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Type, string> _required = new();

    /// <summary>Makes the registry of a system.</summary>
    public Mailboxes(ActorSystem system)
    {
        _system = system;
        DeadLetterQueue = new DeadLetterMessageQueue(system);
        RegisterType(nameof(UnboundedMailbox), static (s, c) => new UnboundedMailbox(s, c));
        RegisterType(nameof(UnboundedDequeBasedMailbox), static (s, c) => new UnboundedDequeBasedMailbox(s, c));
        RegisterType(nameof(BoundedMailbox), static (s, c) => new BoundedMailbox(s, c));
        RegisterType(nameof(BoundedDequeBasedMailbox), static (s, c) => new BoundedDequeBasedMailbox(s, c));
    }

    internal IMessageQueue DeadLetterQueue { get; }

    /// <summary>Makes a mailbox known by the name that <c>mailbox-type</c> uses. Types are not found by name in this kernel.</summary>
    /// <param name="typeName">The name of the type; in the configuration it may have namespace and assembly.</param>
    /// <param name="factory">Makes the mailbox.</param>
    public void RegisterType(string typeName, Func<Settings, Config, MailboxType> factory) => _types[PlainName(typeName)] = factory;

    /// <summary>Makes a mailbox known by its path, in code.</summary>
    public void Register(string id, MailboxType mailboxType) => _byId[id] = mailboxType;

    /// <summary>Finds a mailbox.</summary>
    /// <exception cref="ConfigurationException">It is not configured, or of an unknown type.</exception>
    public MailboxType Lookup(string id) => _byId.TryGetValue(id, out MailboxType? known) ? known : _byId.GetOrAdd(id, Make);

    /// <summary>The mailbox for actors of a recipe; null for the unbounded queue inside the cell.</summary>
    public MailboxType? GetMailboxType(Props props)
    {
        string id = props.Mailbox;
        if (id == Deploy.NoMailboxGiven)
        {
            Config dispatcher = props.Deploy.Dispatcher == Deploy.NoDispatcherGiven
                ? Config.Empty
                : _system.Settings.Config.GetConfig(props.Dispatcher) ?? Config.Empty;
            id = dispatcher.HasPath("mailbox-type") ? props.Dispatcher : RequiredId(props.Type);
        }

        MailboxType? mailbox = id.Length == 0 ? null : Lookup(id);
        return mailbox is UnboundedMailbox or UnboundedDequeBasedMailbox ? null : mailbox;
    }

    /// <summary>True when the type says what its mailbox must be like.</summary>
    public bool HasRequiredType(Type actorType) => RequiredId(actorType).Length > 0;

    /// <summary>How many messages a stash takes on a mailbox; -1 for any number.</summary>
    public int StashCapacity(string dispatcher, string mailbox)
    {
        Config config = _system.Settings.Config;
        Config section = (mailbox.Length > 0 ? config.GetConfig(mailbox) : config.GetConfig(dispatcher)) ?? Config.Empty;
        return section.GetInt("stash-capacity", Deploy.NoStashSize);
    }

    private static string PlainName(string typeName)
    {
        string name = typeName.Split(',')[0].Trim();
        return name[(name.LastIndexOfAny(['.', '+']) + 1)..];
    }

    private static string FindRequirement(Type type)
    {
        // Asked of the type in question, so that nothing has to be kept by trimming.
        if (typeof(IRequiresMessageQueue<IBoundedDequeBasedMessageQueueSemantics>).IsAssignableFrom(type))
        {
            return BoundedDequeId;
        }

        if (typeof(IRequiresMessageQueue<IBoundedMessageQueueSemantics>).IsAssignableFrom(type))
        {
            return BoundedId;
        }

        if (typeof(IRequiresMessageQueue<IDequeBasedMessageQueueSemantics>).IsAssignableFrom(type)
            || typeof(IRequiresMessageQueue<IUnboundedDequeBasedMessageQueueSemantics>).IsAssignableFrom(type))
        {
            return UnboundedDequeId;
        }

        return typeof(IRequiresMessageQueue<IUnboundedMessageQueueSemantics>).IsAssignableFrom(type) ? UnboundedId : NoMailboxRequirement;
    }

    private string RequiredId(Type type)
    {
        string required = _required.GetOrAdd(type, FindRequirement);
        return required.Length == 0 && _system.Settings.Config.HasPath(DefaultMailboxId) ? DefaultMailboxId : required;
    }

    private MailboxType Make(string id)
    {
        Config section = _system.Settings.Config.GetConfig(id) ?? Config.Empty;
        string? type = section.GetString("mailbox-type", id switch
        {
            UnboundedId => nameof(UnboundedMailbox),
            UnboundedDequeId => nameof(UnboundedDequeBasedMailbox),
            BoundedId => nameof(BoundedMailbox),
            BoundedDequeId => nameof(BoundedDequeBasedMailbox),
            _ when id == DefaultMailboxId => nameof(UnboundedMailbox),
            _ => null,
        });
        if (type is null)
        {
            throw new ConfigurationException($"Mailbox Type [{id}] not configured");
        }

        return _types.TryGetValue(PlainName(type), out Func<Settings, Config, MailboxType>? factory)
            ? factory(_system.Settings, section)
            : throw new ConfigurationException($"Cannot instantiate MailboxType [{type}], defined in [{id}]: register it with {nameof(Mailboxes)}.{nameof(RegisterType)}");
    }
}
