using Supervision.Actor;
using Supervision.Routing;

namespace Supervision.Tests.Fsm;

public class FsmTransitionTests : FsmTest
{
    [Fact]
    public void OnTransition_SeveralHandlers_AllAreCalledInOrderWithBothStatesAndData()
    {
        var machine = Start(fsm =>
        {
            DefineWalker(fsm, "a", "b");
            fsm.OnTransition((from, to) => TestActor.Tell((1, from, to, fsm.StateData, fsm.NextStateData)));
            fsm.OnTransition((from, to) => TestActor.Tell((2, from, to, fsm.StateData, fsm.NextStateData)));
        });
        machine.Tell("b");
        ExpectMsg((1, "a", "b", 0, 1));
        ExpectMsg((2, "a", "b", 0, 1));
    }

    [Fact]
    public void OnTransition_GoToTheSameState_IsCalledButNotForStay()
    {
        var machine = Start(fsm =>
        {
            fsm.OnTransition((from, to) => TestActor.Tell((from, to)));
            DefineWalker(fsm, "a", "b");
        });
        ExpectMsg(("a", "a"));
        ExpectState(machine, "a", 0);
        machine.Tell("a");
        ExpectMsg(("a", "a"));
        ExpectState(machine, "a", 1);
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void Subscriber_Machine_GetsStateAndThenTransitions()
    {
        var machine = StartWalker("a", "b");
        machine.Tell(new FSMBase.SubscribeTransitionCallBack(TestActor));
        ExpectMsgFrom(machine, new FSMBase.CurrentState<string>(machine, "a"));
        machine.Tell("b");
        ExpectMsgFrom(machine, new FSMBase.Transition<string>(machine, "a", "b"));
        machine.Tell("b");
        ExpectMsg(new FSMBase.Transition<string>(machine, "b", "b"));
        machine.Tell(new FSMBase.UnsubscribeTransitionCallBack(TestActor));
        machine.Tell("a");
        ExpectState(machine, "a", 3);
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void Subscriber_ListenAndDeafen_AreTheSame()
    {
        var machine = StartWalker("a", "b");
        machine.Tell(new Listen(TestActor));
        machine.Tell(new Listen(TestActor));
        ExpectMsg(new FSMBase.CurrentState<string>(machine, "a"));
        ExpectMsg(new FSMBase.CurrentState<string>(machine, "a"));
        machine.Tell("b");
        ExpectMsg(new FSMBase.Transition<string>(machine, "a", "b"));
        machine.Tell(new Deafen(TestActor));
        machine.Tell("a");
        ExpectState(machine, "a", 2);
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void Subscriber_Stopped_DoesNotDisturbTheMachine()
    {
        var machine = StartWalker("a", "b");
        var probe = CreateTestProbe();
        machine.Tell(new FSMBase.SubscribeTransitionCallBack(probe.Ref));
        probe.ExpectMsg<FSMBase.CurrentState<string>>();
        Watch(probe.Ref);
        Sys.Stop(probe.Ref);
        ExpectTerminated(probe.Ref);
        machine.Tell("b");
        ExpectState(machine, "b", 1);
    }

    [Fact]
    public void ListenerSupport_Messages_KeepTheListeners()
    {
        var listeners = new ListenerSupport();
        var probe = CreateTestProbe();
        Assert.True(listeners.ListenerReceive(new Listen(probe.Ref)));
        Assert.False(listeners.ListenerReceive("other"));
        listeners.Gossip("x");
        probe.ExpectMsgFrom(TestActor, "x");
        listeners.Gossip("y", probe.Ref);
        probe.ExpectMsgFrom(probe.Ref, "y");
        Assert.True(listeners.ListenerReceive(new WithListeners(listener => listener.Tell("z"))));
        probe.ExpectMsg("z");
        Assert.True(listeners.ListenerReceive(new Deafen(probe.Ref)));
        listeners.Gossip("x");
        probe.ExpectNoMsg(Quiet);
    }
}
