using Supervision.Actor;
using Supervision.TestKit.TestActors;

namespace Supervision.Tests.Behaviour;

public class DeathWatchTests : KernelTest
{
    [Fact]
    public void Watch_Twice_OneTerminated()
    {
        var actor = ActorOf(BlackHoleActor.Props);
        Watch(actor);
        Watch(actor);
        Sys.Stop(actor);
        var terminated = ExpectTerminated(actor);
        Assert.True(terminated.ExistenceConfirmed);
        Assert.False(terminated.AddressTerminated);
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void Watch_SeveralWatchers_EachHearsIt()
    {
        var actor = ActorOf(BlackHoleActor.Props);
        var probes = Enumerable.Range(0, 5).Select(_ => CreateTestProbe()).ToList();
        probes.ForEach(probe => probe.Watch(actor));
        actor.Tell(PoisonPill.Instance);
        probes.ForEach(probe => probe.ExpectTerminated(actor));
    }

    [Fact]
    public void Watch_DeadActor_TerminatedComesAtOnce()
    {
        var actor = ActorOf(BlackHoleActor.Props);
        StopAndWait(actor);
        CreateTestProbe().Watch(actor);
        var probe = CreateTestProbe();
        probe.Watch(actor);
        probe.ExpectTerminated(actor);
    }

    [Fact(Timeout = 30000)]
    public async Task Watch_ActorThatNeverWas_TerminatedWithoutExistence()
    {
        var probe = CreateTestProbe();
        var none = ((ExtendedActorSystem)Sys).Provider.ResolveActorRef("akka://test/user/none");
        await probe.WatchAsync(none);
        Assert.Equal(none, (await probe.ExpectMsgAsync<Terminated>()).ActorRef);
    }

    [Fact]
    public void Unwatch_TerminatedIsQueuedAlready_ItIsNotDelivered()
    {
        var watched = ActorOf(BlackHoleActor.Props);
        using var gate = new ManualResetEventSlim();
        var watcher = Acting((context, message) =>
        {
            switch (message)
            {
                case "start":
                    context.Watch(watched);
                    gate.Wait(TimeSpan.FromSeconds(20));
                    context.Unwatch(watched);
                    break;
                case Terminated:
                    TestActor.Tell("terminated");
                    break;
                default:
                    TestActor.Tell(message);
                    break;
            }
        });
        watcher.Tell("start");
        Watch(watched);
        Sys.Stop(watched);
        ExpectTerminated(watched);
        gate.Set();
        watcher.Tell("after");
        ExpectMsg("after");
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void WatchWith_ActorStops_TheMessageComesInstead()
    {
        var watched = ActorOf(BlackHoleActor.Props);
        var watcher = Acting((context, message) =>
        {
            if (message is "start")
            {
                context.WatchWith(watched, "it is gone");
                TestActor.Tell("started");
            }
            else
            {
                TestActor.Tell(message);
            }
        });
        watcher.Tell("start");
        ExpectMsg("started");
        Sys.Stop(watched);
        ExpectMsg("it is gone");
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void WatchWith_SeveralMessages_TheFirstHolds()
    {
        var watched = ActorOf(BlackHoleActor.Props);
        var watcher = Acting((context, message) =>
        {
            if (message is not "start")
            {
                TestActor.Tell(message);
                return;
            }

            context.WatchWith(watched, "a");
            context.WatchWith(watched, "b");
            context.Watch(watched);
        });
        watcher.Tell("start");
        Sys.Stop(watched);
        ExpectMsg("a");
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void Terminated_NotHandled_WatcherFailsWithDeathPact()
    {
        var watched = ActorOf(BlackHoleActor.Props);
        var watcher = Watch(ActorOf(Props.Create(() => new Pact(watched))));
        watcher.Tell("ready");
        ExpectMsg("ready");
        EventFilter.Exception<DeathPactException>().ExpectOne(() => Sys.Stop(watched));
        ExpectTerminated(watcher);
    }

    [Fact]
    public void Watch_Child_TerminatedComesAfterItsStop()
    {
        var parent = ActorOf(Props.Create(() => new WatchesChild(TestActor)));
        parent.Tell("go");
        ExpectMsg("PostStop");
        ExpectMsg("Terminated");
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void Restart_Watched_IsNotTermination()
    {
        var actor = Watch(ActorOf(Counter.Props));
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => actor.Tell(new InvalidOperationException()));
        Assert.Equal(0, CountOf(actor));
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void Restart_Watcher_KeepsWatching()
    {
        var watched = ActorOf(BlackHoleActor.Props);
        var watcher = ActorOf(Props.Create(() => new Watcher(TestActor)));
        watcher.Tell(watched);
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => watcher.Tell(new InvalidOperationException()));
        Sys.Stop(watched);
        ExpectMsg(watched);
    }

    private sealed class Pact : ReceiveActor
    {
        public Pact(IActorRef watched)
        {
            Context.Watch(watched);
            Receive<string>(message => Sender.Tell(message));
        }
    }

    private sealed class Watcher : ReceiveActor
    {
        public Watcher(IActorRef listener)
        {
            Receive<IActorRef>(actor => Context.Watch(actor));
            Receive<Exception>(cause => throw cause);
            Receive<Terminated>(terminated => listener.Tell(terminated.ActorRef));
        }
    }

    private sealed class WatchesChild : ReceiveActor
    {
        public WatchesChild(IActorRef listener)
        {
            var child = Context.Watch(Context.ActorOf(Props.Create(() => new TellsItsEnd(listener))));
            Receive<string>(_ => Context.Stop(child));
            Receive<Terminated>(_ => listener.Tell("Terminated"));
        }
    }

    private sealed class TellsItsEnd(IActorRef listener) : UntypedActor
    {
        protected override void PostStop() => listener.Tell("PostStop");

        protected override void OnReceive(object message)
        {
        }
    }
}
