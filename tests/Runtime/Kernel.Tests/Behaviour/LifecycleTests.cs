using Supervision.Actor;
using Supervision.TestKit.TestActors;

namespace Supervision.Tests.Behaviour;

public class LifecycleTests : KernelTest
{
    [Fact]
    public void Start_NewActor_RunsConstructorThenPreStartThenMessages()
    {
        var faults = new HookFaults();
        var actor = ActorOf(Props.Create(() => new Hooks("a", TestActor, faults, null)));
        actor.Tell("hi");
        ExpectLines("a1.ctor", "a1.PreStart", "a1.hi");
    }

    [Fact]
    public void Stop_RunningActor_RunsPostStopOnce()
    {
        var faults = new HookFaults();
        var actor = ActorOf(Props.Create(() => new Hooks("a", TestActor, faults, null)));
        ExpectLines("a1.ctor", "a1.PreStart");
        Watch(actor);
        Sys.Stop(actor);
        Sys.Stop(actor);
        ExpectLines("a1.PostStop");
        ExpectTerminated(actor);
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void Stop_WithChildren_ChildrenStopFirst()
    {
        var faults = new HookFaults();
        var child = Props.Create(() => new Hooks("c", TestActor, null, null));
        var actor = ActorOf(Props.Create(() => new Hooks("a", TestActor, faults, child)));
        ExpectMsgAllOf("a1.ctor", "a1.PreStart", "c1.ctor", "c1.PreStart");
        Watch(actor);
        Sys.Stop(actor);
        ExpectLines("c1.PostStop", "a1.PostStop");
        ExpectTerminated(actor);
    }

    [Fact]
    public void Restart_Failure_RunsHooksOfOldThenNewInstance()
    {
        var faults = new HookFaults();
        var actor = ActorOf(Props.Create(() => new Hooks("a", TestActor, faults, null)));
        ExpectLines("a1.ctor", "a1.PreStart");
        EventFilter.Exception<InvalidOperationException>("boom").ExpectOne(() =>
        {
            actor.Tell(new Fault("boom"));
            actor.Tell("next");
            ExpectLines(
                "a1.PreRestart(boom,Fault boom)",
                "a1.PostStop",
                "a2.ctor",
                "a2.PostRestart(boom)",
                "a2.PreStart",
                "a2.next");
        });
    }

    [Fact]
    public void Restart_WithChild_StopsItBeforeTheNewInstance()
    {
        var faults = new HookFaults();
        var child = Props.Create(() => new Hooks("c", TestActor, null, null));
        var actor = ActorOf(Props.Create(() => new Hooks("a", TestActor, faults, child)));
        ExpectMsgAllOf("a1.ctor", "a1.PreStart", "c1.ctor", "c1.PreStart");
        EventFilter.Exception<InvalidOperationException>("boom").ExpectOne(() =>
        {
            actor.Tell(new Fault("boom"));
            var lines = ReceiveN(8).Cast<string>().ToList();
            Assert.Equal("a1.PreRestart(boom,Fault boom)", lines[0]);
            Assert.True(lines.IndexOf("c1.PostStop") < lines.IndexOf("a2.ctor"), string.Join(" ", lines));
            Assert.Contains("c1.PreStart", lines);
        });
    }

    [Fact]
    public void Restart_PreRestartKeepsChildren_RestartsThem()
    {
        var childFaults = new HookFaults();
        var child = Props.Create(() => new Hooks("c", TestActor, childFaults, null));
        var actor = ActorOf(Props.Create(() => new KeepsChild(TestActor, child)), "keeper");
        ExpectMsgAllOf("c1.ctor", "c1.PreStart", "keeper");
        EventFilter.Exception<InvalidOperationException>("boom").ExpectOne(() =>
        {
            actor.Tell(new Fault("boom"));
            ExpectMsgAllOf(
                "keeper again",
                "c1.PreRestart(boom,)",
                "c1.PostStop",
                "c2.ctor",
                "c2.PostRestart(boom)",
                "c2.PreStart");
        });
        ActorSelection("/user/keeper/child").Tell("alive");
        ExpectMsg("c2.alive");
    }

    [Fact]
    public void Restart_Reference_StaysTheSame()
    {
        var actor = ActorOf(Counter.Props);
        actor.Tell("add");
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => actor.Tell(new InvalidOperationException()));
        actor.Tell("get");
        ExpectMsgFrom(actor, 0);
    }

    [Fact]
    public void Stop_MessagesLeft_BecomeDeadLetters()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Watch(Acting((context, _) =>
        {
            gate.Wait(TimeSpan.FromSeconds(20));
            context.Stop(context.Self);
        }));
        EventFilter.DeadLetter<string>(s => s == "second").ExpectOne(() =>
        {
            actor.Tell("first");
            actor.Tell("second");
            gate.Set();
            ExpectTerminated(actor);
        });
    }

    [Fact]
    public void Stop_Child_ParentGoesOn()
    {
        var supervisor = Supervisor(SupervisorStrategy.DefaultStrategy);
        var child = Child(supervisor, BlackHoleActor.Props, "kid");
        StopAndWait(child);
        AwaitAssert(() =>
        {
            // The name is free once the parent has heard of the end.
            var again = Child(supervisor, BlackHoleActor.Props, "kid");
            Assert.NotEqual(child, again);
        });
        supervisor.Tell("alive");
        ExpectMsg("alive");
    }

    [Fact(Timeout = 30000)]
    public async Task GracefulStop_Actor_TaskEndsWhenItHasStopped()
    {
        var faults = new HookFaults();
        var actor = ActorOf(Props.Create(() => new Hooks("a", TestActor, faults, null)));
        Assert.True(await actor.GracefulStop(TimeSpan.FromSeconds(10)));
        ExpectLines("a1.ctor", "a1.PreStart", "a1.PostStop");
    }

    [Fact(Timeout = 30000)]
    public async Task GracefulStop_ActorTooSlow_GivesFalse()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Acting((_, _) => gate.Wait(TimeSpan.FromSeconds(20)));
        actor.Tell("block");
        Assert.False(await actor.GracefulStop(TimeSpan.FromMilliseconds(50)));
        gate.Set();
    }

    private sealed class KeepsChild : UntypedActor
    {
        private readonly IActorRef _listener;

        public KeepsChild(IActorRef listener, Props child)
        {
            _listener = listener;
            if (Context.Child("child").IsNobody())
            {
                Context.ActorOf(child, "child");
                listener.Tell("keeper");
            }
        }

        protected override void PreRestart(Exception reason, object message)
        {
            // Keeps its child.
        }

        protected override void PostRestart(Exception reason) => _listener.Tell("keeper again");

        protected override void OnReceive(object message)
        {
            if (message is Fault fault)
            {
                throw new InvalidOperationException(fault.Text);
            }
        }
    }
}
