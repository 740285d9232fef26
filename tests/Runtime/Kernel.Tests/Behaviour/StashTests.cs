using Supervision.Actor;
using Supervision.Event;

namespace Supervision.Tests.Behaviour;

public class StashTests() : KernelTest("""
    small-dispatcher { type = Dispatcher, stash-capacity = 2 }
    small-alias = small-dispatcher
    small-mailbox { mailbox-type = "Supervision.Dispatch.UnboundedDequeBasedMailbox", stash-capacity = 2 }
    """)
{
    [Fact]
    public void UnstashAll_StashedMessages_ComeFirstAndInOrderWithTheirSenders()
    {
        var probe = CreateTestProbe();
        var actor = ActorOf(Props.Create(() => new Stashing()));
        actor.Tell("a");
        actor.Tell("b", probe.Ref);
        actor.Tell("open");
        actor.Tell("c");
        ExpectLines("a", "c");
        probe.ExpectMsg("b");
    }

    [Fact]
    public void Unstash_Once_GivesTheOldestBack()
    {
        var actor = ActorOf(Props.Create(() => new Stashing()));
        actor.Tell("a");
        actor.Tell("b");
        actor.Tell("one");
        ExpectMsg("a");
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void Stash_SameMessageTwice_Throws()
    {
        ActorOf(Props.Create(() => new Stashing())).Tell("twice");
        ExpectMsg("refused");
    }

    [Fact]
    public void Restart_StashedMessages_AreProcessedByTheNewInstance()
    {
        var actor = ActorOf(Props.Create(() => new Stashing()));
        actor.Tell("a");
        actor.Tell("b");
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => actor.Tell("fail"));
        actor.Tell("open");
        ExpectLines("a", "b");
    }

    [Fact]
    public void Stop_StashedMessages_BecomeDeadLetters()
    {
        var actor = ActorOf(Props.Create(() => new Stashing()));
        actor.Tell("a");
        EventFilter.DeadLetter<string>(s => s == "a").ExpectOne(() => StopAndWait(actor));
    }

    [Fact]
    public void UnstashAll_Terminated_IsReceivedAgain()
    {
        ActorOf(Props.Create(() => new StashingTheEnd(TestActor)));
        ExpectLines("stashed", "received");
    }

    [Fact]
    public void Stash_CapacityOfDispatcherOrMailbox_Bounds()
    {
        foreach (var props in (Props[])[
            Props.Create(() => new Full()).WithDispatcher("small-dispatcher"),
            Props.Create(() => new Full()).WithDispatcher("small-alias"),
            Props.Create(() => new Full()).WithMailbox("small-mailbox")])
        {
            var actor = ActorOf(props);
            actor.Tell(1);
            actor.Tell(2);
            actor.Tell(3);
            ExpectMsg("full at 2");
        }
    }

    [Fact]
    public void ClearStash_StashedMessages_AreGone()
    {
        var actor = ActorOf(Props.Create(() => new Stashing()));
        actor.Tell("a");
        actor.Tell("clear");
        actor.Tell("open");
        actor.Tell("b");
        ExpectMsg("b");
    }

    [Fact]
    public void Prepend_Envelopes_ComeBackFirst()
    {
        var actor = ActorOf(Props.Create(() => new Stashing()));
        actor.Tell("b");
        actor.Tell("prepend");
        actor.Tell("open");
        ExpectLines("prepended", "b");
    }

    [Fact]
    public void BoundedStash_Full_ThrowsAndKeepsWhatItHas()
    {
        var actor = ActorOf(Props.Create(() => new BoundedStashing()).WithStashCapacity(2));
        actor.Tell("a");
        actor.Tell("b");
        actor.Tell("c");
        ExpectMsg("overflow at c");
        actor.Tell("open");
        ExpectLines("a", "b");
        ExpectNoMsg(Quiet);
    }

    private sealed class StashingTheEnd : ReceiveActor, IWithUnboundedStash
    {
        public StashingTheEnd(IActorRef listener)
        {
            var child = Context.Watch(Context.ActorOf(Props.Empty));
            Context.Stop(child);
            var stashed = false;
            Receive<Terminated>(_ =>
            {
                listener.Tell(stashed ? "received" : "stashed");
                if (stashed)
                    return;
                stashed = true;
                Stash.Stash();
                Stash.UnstashAll();
            });
        }

        public IStash Stash { get; set; } = null!;
    }

    private sealed class Full : ReceiveActor, IWithStash
    {
        public Full() => Receive<int>(_ =>
        {
            try
            {
                Stash.Stash();
            }
            catch (StashOverflowException)
            {
                Sender.Tell($"full at {Stash.Capacity}");
            }
        });

        public IStash Stash { get; set; } = null!;
    }

    private sealed class BoundedStashing : ReceiveActor, IWithBoundedStash
    {
        public BoundedStashing()
        {
            Receive<string>(m => m == "open", _ =>
            {
                Become(() => Receive<string>(m => Sender.Tell(m)));
                Stash.UnstashAll();
            });
            ReceiveAny(m =>
            {
                try
                {
                    Stash.Stash();
                }
                catch (StashOverflowException)
                {
                    Sender.Tell("overflow at " + m);
                }
            });
        }

        public IStash Stash { get; set; } = null!;
    }

    private sealed class Stashing : ReceiveActor, IWithUnboundedStash
    {
        public Stashing()
        {
            Receive<string>(m => m == "open", _ =>
            {
                Become(() => Receive<string>(m => Sender.Tell(m)));
                Stash.UnstashAll();
            });
            Receive<string>(m => m == "one", _ =>
            {
                Become(() => Receive<string>(m => Sender.Tell(m)));
                Stash.Unstash();
            });
            Receive<string>(m => m == "twice", _ =>
            {
                Stash.Stash();
                try
                {
                    Stash.Stash();
                }
                catch (IllegalActorStateException)
                {
                    Sender.Tell("refused");
                }
            });
            Receive<string>(m => m == "clear", _ => Stash.ClearStash());
            Receive<string>(m => m == "fail", _ => throw new InvalidOperationException());
            Receive<string>(m => m == "prepend", _ => Stash.Prepend([new Envelope("prepended", Sender)]));
            ReceiveAny(_ => Stash.Stash());
        }

        public IStash Stash { get; set; } = null!;
    }
}
