using Supervision.Actor;

namespace Supervision.Tests.Behaviour;

public class HookFailureTests : KernelTest
{
    [Fact]
    public void Constructor_Throws_ParentSeesInitializationExceptionAndStopsTheChild()
    {
        var seen = CreateTestProbe();
        var child = Start("a1.ctor", seen.Ref);
        Assert.IsType<InvalidOperationException>(seen.ExpectMsg<ActorInitializationException>().GetBaseException());
        ExpectMsg("a1.ctor");
        ExpectMsg(child);
    }

    [Fact]
    public void PreStart_Throws_ParentSeesInitializationExceptionAndStopsTheChild()
    {
        var seen = CreateTestProbe();
        var child = Start("a1.PreStart", seen.Ref);
        Assert.Equal("fault in PreStart", seen.ExpectMsg<ActorInitializationException>().GetBaseException().Message);
        ExpectMsg("a1.ctor");
        ExpectMsg("a1.PreStart");
        FishForMessage<IActorRef>(m => m.Equals(child));
    }

    [Fact]
    public void PostStop_Throws_ActorIsTerminatedAllTheSame()
    {
        var child = Start("a1.PostStop", CreateTestProbe().Ref);
        ExpectMsgAllOf<object>("a1.ctor", "a1.PreStart");
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() =>
        {
            Sys.Stop(child);
            ExpectMsg("a1.PostStop");
            ExpectMsg(child);
        });
    }

    [Fact]
    public void PreRestart_Throws_RestartGoesOn()
    {
        var seen = CreateTestProbe();
        var child = Start("a1.PreRestart", seen.Ref);
        ExpectMsgAllOf<object>("a1.ctor", "a1.PreStart");
        EventFilter.Exception<PreRestartException>().ExpectOne(() =>
            EventFilter.Exception<ArgumentException>("boom").ExpectOne(() => child.Tell(new ArgumentException("boom"))));
        FishForMessage<string>(m => m == "a2.PreStart");
        child.Tell("alive");
        ExpectMsg("a2.alive");
        seen.ExpectMsg<ArgumentException>();
        Assert.False(seen.HasMessages);
    }

    [Theory]
    [InlineData("a2.ctor")]
    [InlineData("a2.PostRestart")]
    [InlineData("a2.PreStart")]
    public void NewInstance_Throws_ParentSeesPostRestartExceptionAndStopsTheChild(string fault)
    {
        var seen = CreateTestProbe();
        var child = Start(fault, seen.Ref);
        ExpectMsgAllOf<object>("a1.ctor", "a1.PreStart");
        EventFilter.Exception<Exception>().Mute(() =>
        {
            child.Tell(new ArgumentException("boom"));
            seen.ExpectMsg<ArgumentException>();
            seen.ExpectMsg<PostRestartException>();
            FishForMessage<IActorRef>(m => m.Equals(child));
        });
    }

    // Makes a child that fails where it is told, under a supervisor that tells what it is asked to decide, decides by default,
    // and passes the child's end on to the test.
    private IActorRef Start(string fault, IActorRef seen)
    {
        var made = CreateTestProbe();
        var faults = new HookFaults { In = fault };
        var strategy = new OneForOneStrategy(cause =>
        {
            seen.Tell(cause);
            return SupervisorStrategy.DefaultDecider.Decide(cause);
        });
        var child = Props.Create(() => new Hooks("a", TestActor, faults, null));
        EventFilter.Exception<ActorInitializationException>().Mute();
        ActorOf(Props.Create(() => new WatchingParent(strategy, TestActor, child))).Tell("make", made.Ref);
        return made.ExpectMsg<IActorRef>();
    }

    private sealed class WatchingParent : ReceiveActor
    {
        private readonly SupervisorStrategy _strategy;

        public WatchingParent(SupervisorStrategy strategy, IActorRef listener, Props child)
        {
            _strategy = strategy;
            Receive<string>(_ => Sender.Tell(Context.Watch(Context.ActorOf(child))));
            Receive<Terminated>(terminated => listener.Tell(terminated.ActorRef));
        }

        protected override SupervisorStrategy SupervisorStrategy() => _strategy;
    }
}
