using System.Collections.Concurrent;
using Supervision.Actor;
using Supervision.Configuration;
using Supervision.Dispatch;
using Supervision.Dispatch.MessageQueues;
using Supervision.Kernel.Tests.Core;

namespace Supervision.Kernel.Tests.Dispatch;

public sealed class ControlAwareMailboxTests : KernelTest
{
    public ControlAwareMailboxTests()
        : base("""
            control-box { mailbox-type = "Supervision.Dispatch.UnboundedControlAwareMailbox" }
            small-control-box { mailbox-type = BoundedControlAwareMailbox, mailbox-capacity = 3, mailbox-push-timeout-time = 0s }
            """)
    {
    }

    [Theory]
    [InlineData("control-box")]
    [InlineData("akka.actor.mailbox.unbounded-control-aware-queue-based")]
    [InlineData("akka.actor.mailbox.bounded-control-aware-queue-based")]
    public void Queue_ControlMessages_ComeFirstInTheirOrder(string mailbox)
    {
        IMessageQueue queue = QueueOf(mailbox);
        Put(queue, "a", new Control(1), "b", new Control(2), "c");

        Assert.Equal(5, queue.Count);
        Assert.Equal([new Control(1), new Control(2), "a", "b", "c"], Drain(queue));
        Assert.False(queue.HasMessages);
    }

    [Theory]
    [InlineData("control-box")]
    [InlineData("akka.actor.mailbox.bounded-control-aware-queue-based")]
    public void Queue_PutBackInFront_OvertakesControl(string mailbox)
    {
        IMessageQueue queue = QueueOf(mailbox);
        var front = (IDequeBasedMessageQueueSemantics)queue;
        Put(queue, "a", new Control(1));
        front.EnqueueFirst(new Envelope("second", ActorRefs.NoSender));
        front.EnqueueFirst(new Envelope("first", ActorRefs.NoSender));
        Put(queue, new Control(2));

        Assert.Equal(["first", "second", new Control(1), new Control(2), "a"], Drain(queue));

        front.EnqueueFirst(new Envelope("again", ActorRefs.NoSender));
        Put(queue, "z", new Control(3));
        Assert.Equal(["again", new Control(3), "z"], Drain(queue));
    }

    [Fact]
    public void Bounded_Full_RefusesControlToo()
    {
        IMessageQueue queue = QueueOf("small-control-box");
        IActorRef owner = Sys.ActorOf(Props.Create(() => new Plain()));
        Put(queue, owner, "a", "b", "c", new Control(1));

        Assert.Equal(["a", "b", "c"], Drain(queue));
        Assert.Equal(TimeSpan.Zero, ((IBoundedMessageQueueSemantics)queue).PushTimeOut);
    }

    [Fact]
    public void Actor_ThatRequiresIt_HandlesControlBeforeWhatWaits()
    {
        using var entered = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        using BlockingCollection<object> handled = [];
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Gated(entered, gate, handled)));
        actor.Tell("first");
        Assert.True(entered.Wait(TimeSpan.FromSeconds(20)));
        actor.Tell("second");
        actor.Tell(new Control(1));
        gate.Set();

        foreach (object expected in new object[] { "first", new Control(1), "second" })
        {
            Assert.True(handled.TryTake(out object? message, TimeSpan.FromSeconds(20)));
            Assert.Equal(expected, message);
        }
    }

    [Theory]
    [InlineData(typeof(IControlAwareMessageQueueSemantics), typeof(UnboundedControlAwareMailbox))]
    [InlineData(typeof(IUnboundedControlAwareMessageQueueSemantics), typeof(UnboundedControlAwareMailbox))]
    [InlineData(typeof(IBoundedControlAwareMessageQueueSemantics), typeof(BoundedControlAwareMailbox))]
    public void Requirement_IsBound(Type semantics, Type mailbox) =>
        Assert.IsType(mailbox, Sys.Mailboxes.LookupByQueueType(semantics));

    private IMessageQueue QueueOf(string mailbox) => Sys.Mailboxes.Lookup(mailbox).Create(ActorRefs.Nobody, Sys);

    private static void Put(IMessageQueue queue, params object[] messages) => Put(queue, ActorRefs.Nobody, messages);

    private static void Put(IMessageQueue queue, IActorRef owner, params object[] messages)
    {
        foreach (object message in messages)
        {
            queue.Enqueue(owner, new Envelope(message, ActorRefs.NoSender));
        }
    }

    private static List<object> Drain(IMessageQueue queue)
    {
        List<object> drained = [];
        while (queue.TryDequeue(out Envelope envelope))
        {
            drained.Add(envelope.Message);
        }

        return drained;
    }

    private sealed record Control(int Number) : IControlMessage;

    private sealed class Plain : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }
    }

    private sealed class Gated(ManualResetEventSlim entered, ManualResetEventSlim gate, BlockingCollection<object> handled)
        : UntypedActor, IRequiresMessageQueue<IControlAwareMessageQueueSemantics>
    {
        protected override void OnReceive(object message)
        {
            entered.Set();
            gate.Wait(TimeSpan.FromSeconds(20));
            handled.Add(message);
        }
    }
}
