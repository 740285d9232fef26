using Supervision.Actor;
using Supervision.Configuration;
using Supervision.Dispatch;
using Supervision.Dispatch.MessageQueues;
using Supervision.Kernel.Tests.Core;

namespace Supervision.Kernel.Tests.Dispatch;

public sealed class MailboxSelectionTests : KernelTest
{
    public MailboxSelectionTests()
        : base($$"""
            bounded-box { mailbox-type = "Akka.Dispatch.BoundedMailbox, Akka", mailbox-capacity = 3, mailbox-push-timeout-time = 20ms }
            deque-box { mailbox-type = "Supervision.Dispatch.UnboundedDequeBasedMailbox" }
            named-box { mailbox-type = "{{typeof(ByNumber).AssemblyQualifiedName}}" }
            counted-box { mailbox-type = "{{typeof(CountedMailbox).AssemblyQualifiedName}}" }
            wrong-box { mailbox-type = "No.Such.Mailbox, Nowhere" }
            with-box { mailbox-type = "BoundedMailbox", mailbox-capacity = 4 }
            with-requirement { mailbox-requirement = "Akka.Dispatch.IBoundedMessageQueueSemantics, Akka" }
            akka.actor.deployment { /deployed { mailbox = deque-box } }
            akka.actor.mailbox.requirements {
              "Akka.Dispatch.IBoundedDequeBasedMessageQueueSemantics, Akka" = my-bounded-deque
              "{{typeof(ICounted).AssemblyQualifiedName}}" = counted-box
            }
            my-bounded-deque { mailbox-type = BoundedDequeBasedMailbox, mailbox-capacity = 7 }
            """)
    {
    }

    [Fact]
    public void Actor_ThatAsksForNothing_HasAnUnboundedQueue() => Assert.IsType<UnboundedMessageQueue>(QueueOf(Plain), exactMatch: false);

    [Fact]
    public void Props_Mailbox_IsUsed()
    {
        Assert.IsType<BoundedMessageQueue>(QueueOf(Plain.WithMailbox("bounded-box")));
        Assert.IsType<UnboundedDequeMessageQueue>(QueueOf(Plain.WithMailbox("deque-box")), exactMatch: false);
        Assert.IsType<UnboundedPriorityMessageQueue>(QueueOf(Plain.WithMailbox("named-box")));
    }

    [Fact]
    public void Deployment_Mailbox_WinsOverProps() =>
        Assert.IsType<UnboundedDequeMessageQueue>(QueueOf(Plain.WithMailbox("bounded-box"), "deployed"), exactMatch: false);

    [Fact]
    public void Dispatcher_MailboxType_IsReadFromItsSection()
    {
        Assert.IsType<BoundedMessageQueue>(QueueOf(Plain.WithDispatcher("with-box")));
        BoundedMailbox mailbox = Assert.IsType<BoundedMailbox>(
            Sys.Mailboxes.GetMailboxType(Plain, Sys.Dispatchers.Lookup("with-box").Configurator.Config));
        Assert.Equal(4, mailbox.Capacity);
    }

    [Fact]
    public void Dispatcher_Requirement_HoldsWhereTheActorHasNone()
    {
        Assert.IsType<BoundedMessageQueue>(QueueOf(Plain.WithDispatcher("with-requirement")));
        Assert.IsType<UnboundedDequeMessageQueue>(QueueOf(Props.Create(() => new Stashing()).WithDispatcher("with-requirement")), exactMatch: false);
    }

    [Fact]
    public void Actor_Requirement_ChoosesTheBoundMailbox()
    {
        Assert.IsType<UnboundedDequeMessageQueue>(QueueOf(Props.Create(() => new Stashing())), exactMatch: false);
        Assert.IsType<BoundedDequeMessageQueue>(QueueOf(Props.Create(() => new Bounded())));
        Assert.Equal(7, Assert.IsType<BoundedDequeBasedMailbox>(
            Sys.Mailboxes.LookupByQueueType(typeof(IBoundedDequeBasedMessageQueueSemantics))).Capacity);
        Assert.True(Sys.Mailboxes.HasRequiredType(typeof(Bounded)));
        Assert.False(Sys.Mailboxes.HasRequiredType(typeof(Scripted)));
    }

    [Fact]
    public void Requirement_OfTheProgram_IsBoundInTheConfigurationOrInCode()
    {
        Assert.IsType<CountedQueue>(QueueOf(Props.Create(() => new Counted())));

        Sys.Mailboxes.RegisterRequirement<IWeighed>("bounded-box");
        Assert.IsType<BoundedMessageQueue>(QueueOf(Props.Create(() => new Weighed())));
    }

    [Fact]
    public void Mailbox_WithoutWhatTheActorRequires_Throws()
    {
        ConfigurationException failure = Assert.Throws<ConfigurationException>(
            () => Sys.ActorOf(Props.Create(() => new Stashing()).WithMailbox("bounded-box")));
        Assert.Contains("does not fulfill requirement", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("absent", "Mailbox Type [absent] not configured")]
    [InlineData("wrong-box", "wrong-box.mailbox-type: the type [No.Such.Mailbox, Nowhere] is not known. Register it in code with Mailboxes.RegisterType")]
    public void Mailbox_ThatCannotBeMade_SaysWhy(string id, string why) =>
        Assert.StartsWith(why, Assert.Throws<ConfigurationException>(() => Sys.ActorOf(Plain.WithMailbox(id))).Message);

    [Fact]
    public void ProducesMessageQueue_TellsMailboxesFromOtherTypes()
    {
        Assert.True(Sys.Mailboxes.ProducesMessageQueue(typeof(BoundedMailbox)));
        Assert.False(Sys.Mailboxes.ProducesMessageQueue(typeof(CountedMailbox)));
    }

    [Fact]
    public void Priority_Stable_KeepsTheOrderAmongEquals()
    {
        IMessageQueue queue = Sys.Mailboxes.GetMailboxType(Plain.WithMailbox("named-box"), Config.Empty).Create(ActorRefs.Nobody, Sys);
        IMessageQueue sorted = new StableByNumber(Sys.Settings, Config.Empty).Create(ActorRefs.Nobody, Sys);
        foreach (string text in new[] { "2a", "1a", "2b", "1b" })
        {
            sorted.Enqueue(ActorRefs.Nobody, new Envelope(text, ActorRefs.NoSender));
            queue.Enqueue(ActorRefs.Nobody, new Envelope(text, ActorRefs.NoSender));
        }

        Assert.Equal(["1a", "1b", "2a", "2b"], Drain(sorted));
        Assert.Equal(["1", "1", "2", "2"], Drain(queue).Select(t => t[..1]));
    }

    private static Props Plain => Props.Create(() => new Silent());

    private static List<string> Drain(IMessageQueue queue)
    {
        List<string> drained = [];
        while (queue.TryDequeue(out Envelope envelope))
        {
            drained.Add((string)envelope.Message);
        }

        return drained;
    }

    private IMessageQueue QueueOf(Props props, string? name = null)
    {
        ActorRefWithCell actor = (ActorRefWithCell)Sys.ActorOf(props, name);
        return ((ActorCell)actor.Underlying).Mailbox.MessageQueue;
    }

    private interface ICounted : ISemantics;

    private interface IWeighed : ISemantics;

    private class Silent : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }
    }

    private sealed class Stashing : Silent, IWithUnboundedStash
    {
        public IStash Stash { get; set; } = null!;
    }

    private sealed class Bounded : Silent, IRequiresMessageQueue<IBoundedDequeBasedMessageQueueSemantics>;

    private sealed class Counted : Silent, IRequiresMessageQueue<ICounted>;

    private sealed class Weighed : Silent, IRequiresMessageQueue<IWeighed>;

    private sealed class CountedQueue : UnboundedMessageQueue, ICounted;

    private sealed class CountedMailbox(Settings settings, Config config) : MailboxType(settings, config)
    {
        public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new CountedQueue();
    }

    private sealed class ByNumber(Settings settings, Config config) : UnboundedPriorityMailbox(settings, config)
    {
        protected override int PriorityGenerator(object message) => ((string)message)[0];
    }

    private sealed class StableByNumber(Settings settings, Config config) : UnboundedStablePriorityMailbox(settings, config)
    {
        protected override int PriorityGenerator(object message) => ((string)message)[0];
    }
}
