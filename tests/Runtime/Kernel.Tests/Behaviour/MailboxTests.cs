using Supervision.Actor;
using Supervision.Configuration;
using Supervision.Dispatch;

namespace Supervision.Tests.Behaviour;

public class MailboxTests : KernelTest
{
    public MailboxTests()
        : base(
            """
            bounded-mailbox {
              mailbox-type = "Akka.Dispatch.BoundedMailbox"
              mailbox-capacity = 3
              mailbox-push-timeout-time = 0s
            }
            one-by-one {
              type = Dispatcher
              throughput = 1
            }
            many {
              type = Dispatcher
              throughput = 1000
            }
            """)
    {
    }

    [Fact]
    public void BoundedMailbox_Full_TheRestBecomesDeadLetters()
    {
        using var gate = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        var actor = ActorOf(Props.Create(() => new Gated(gate, entered)).WithMailbox("bounded-mailbox"));
        actor.Tell("first");
        Assert.True(entered.Wait(TimeSpan.FromSeconds(20)));
        EventFilter.DeadLetter<int>().Expect(2, () =>
        {
            for (var i = 0; i < 5; i++)
            {
                actor.Tell(i);
            }
        });
        gate.Set();
        ExpectMsg("first");
        Assert.Equal([0, 1, 2], ReceiveN(3).Cast<int>());
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void StablePriorityMailbox_WaitingMessages_ComeByPriorityThenByArrival()
    {
        Sys.Mailboxes.Register("by-value", new ByValue(Sys.Settings));
        using var gate = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        var actor = ActorOf(Props.Create(() => new Gated(gate, entered)).WithMailbox("by-value"));
        actor.Tell("first");
        Assert.True(entered.Wait(TimeSpan.FromSeconds(20)));
        foreach (var message in new object[] { "x", 3, 1, "y", 2 })
        {
            actor.Tell(message);
        }

        gate.Set();
        Assert.Equal(["first", 1, 2, 3, "x", "y"], ReceiveN(6));
    }

    [Theory]
    [InlineData("one-by-one")]
    [InlineData("many")]
    public void Dispatcher_AnyThroughput_KeepsTheOrder(string dispatcher)
    {
        var actor = ActorOf(Props.Create(() => new Echo()).WithDispatcher(dispatcher));
        for (var i = 0; i < 500; i++)
        {
            actor.Tell(i);
        }

        Assert.Equal(Enumerable.Range(0, 500), ReceiveN(500, TimeSpan.FromSeconds(10)).Cast<int>());
    }

    [Fact]
    public void Dispatcher_OneActorIsBusy_OthersRun()
    {
        using var gate = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        var busy = ActorOf(Props.Create(() => new Gated(gate, entered)));
        busy.Tell("x");
        Assert.True(entered.Wait(TimeSpan.FromSeconds(20)));
        ActorOf(Props.Create(() => new Echo())).Tell("y");
        ExpectMsg("y");
        gate.Set();
        ExpectMsg("x");
    }

    [Fact]
    public void Dispatcher_NotConfigured_IsRefused()
    {
        Assert.ThrowsAny<Exception>(() => ActorOf(Props.Create(() => new Echo()).WithDispatcher("none-such")));
    }

    private sealed class ByValue(Settings settings) : UnboundedStablePriorityMailbox(settings, Config.Empty)
    {
        protected override int PriorityGenerator(object message) => message is int value ? value : int.MaxValue;
    }

    private sealed class Echo : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message);
    }

    private sealed class Gated(ManualResetEventSlim gate, ManualResetEventSlim entered) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            entered.Set();
            gate.Wait(TimeSpan.FromSeconds(20));
            Sender.Tell(message);
        }
    }
}
