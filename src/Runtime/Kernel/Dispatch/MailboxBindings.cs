using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Supervision.Configuration;
using Supervision.Event;
using Supervision.Hocon;
using Supervision.Util;

namespace Supervision.Dispatch;

/// <summary>Which mailbox is for which kind of queue: <c>akka.actor.mailbox.requirements</c> over the kernel's own bindings.</summary>
internal sealed class MailboxBindings
{
    private const string Path = "akka.actor.mailbox.requirements";

    // What promises more comes first, since it fits what promises less as well.
    private readonly List<Binding> _bindings =
    [
        Binding.Of<IBoundedDequeBasedMessageQueueSemantics>("akka.actor.mailbox.bounded-deque-based"),
        Binding.Of<IUnboundedDequeBasedMessageQueueSemantics>("akka.actor.mailbox.unbounded-deque-based"),
        Binding.Of<IDequeBasedMessageQueueSemantics>("akka.actor.mailbox.unbounded-deque-based"),
        Binding.Of<IBoundedControlAwareMessageQueueSemantics>("akka.actor.mailbox.bounded-control-aware-queue-based"),
        Binding.Of<IUnboundedControlAwareMessageQueueSemantics>("akka.actor.mailbox.unbounded-control-aware-queue-based"),
        Binding.Of<IControlAwareMessageQueueSemantics>("akka.actor.mailbox.unbounded-control-aware-queue-based"),
        Binding.Of<IBoundedMessageQueueSemantics>("akka.actor.mailbox.bounded-queue-based"),
        Binding.Of<ILoggerMessageQueueSemantics>("akka.actor.mailbox.logger-queue"),
        Binding.Of<IUnboundedMessageQueueSemantics>("akka.actor.mailbox.unbounded-queue-based"),
    ];

    public MailboxBindings(Config config)
    {
        foreach ((string typeName, HoconValue id) in config.GetConfig(Path).AsEnumerable())
        {
            Bind(typeName, id.ToString()!.Trim('"'));
        }
    }

    /// <summary>What an actor of a type requires; null for nothing.</summary>
    public Binding? RequiredBy(Type actorType) => _bindings.Find(b => b.Requirement.IsAssignableFrom(actorType));

    public Binding? ForQueue(Type semantics) => _bindings.Find(b => b.Semantics == semantics);

    public Binding? ForName(string typeName) =>
        _bindings.Find(b => b.Semantics.Name == TypeNames.OwnName(typeName) || b.Semantics.FullName == TypeNames.WithoutAssembly(typeName));

    public void Add(Binding binding)
    {
        _bindings.RemoveAll(b => b.Semantics == binding.Semantics);
        _bindings.Insert(0, binding);
    }

    private void Bind(string typeName, string id)
    {
        int known = _bindings.FindIndex(b => b.Semantics.Name == TypeNames.OwnName(typeName));
        if (known >= 0)
        {
            _bindings[known] = _bindings[known] with { Id = id };
        }
        else
        {
            Add(Make(typeName, id) ?? throw TypeNames.NotFound(typeName, Path, $"{nameof(Mailboxes)}.{nameof(Mailboxes.RegisterRequirement)}"));
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "The marker interface has no members and no annotated parameter.")]
    private static Binding? Make(string typeName, string id) =>
        RuntimeFeature.IsDynamicCodeSupported && TypeNames.Find(typeName) is { } semantics && typeof(ISemantics).IsAssignableFrom(semantics)
            ? new Binding(semantics, typeof(IRequiresMessageQueue<>).MakeGenericType(semantics), id)
            : null;

    /// <summary>One binding.</summary>
    /// <param name="Semantics">What the queue promises.</param>
    /// <param name="Requirement">The interface by which actors require it.</param>
    /// <param name="Id">The path of the mailbox in the configuration.</param>
    internal sealed record Binding(Type Semantics, Type Requirement, string Id)
    {
        public static Binding Of<T>(string id)
            where T : ISemantics => new(typeof(T), typeof(IRequiresMessageQueue<T>), id);
    }
}
