using Supervision.Actor;

namespace Supervision.Tests.Fsm;

public class FsmStateTests : FsmTest
{
    [Fact]
    public void GoTo_OtherState_ChangesStateAndData()
    {
        var machine = StartWalker("a", "b");
        ExpectState(machine, "a", 0);
        machine.Tell("b");
        ExpectState(machine, "b", 1);
    }

    [Fact]
    public void When_TwiceForAState_TheFirstThatHandlesCounts()
    {
        var machine = Start(fsm =>
        {
            fsm.StartWith("a", 0);
            fsm.When("a", e => e.FsmEvent is "x" or "y" ? fsm.Stay().Replying("first") : null);
            fsm.When("a", e => e.FsmEvent is "y" or "z" ? fsm.Stay().Replying("second") : null);
        });
        machine.Tell("x");
        ExpectMsg("first");
        machine.Tell("y");
        ExpectMsg("first");
        machine.Tell("z");
        ExpectMsg("second");
    }

    [Fact]
    public void Replying_Twice_AnswersInOrderFromTheMachine()
    {
        var machine = Start(fsm =>
        {
            fsm.StartWith("a", 0);
            fsm.When("a", _ => fsm.Stay().Replying("one").Replying("two"));
        });
        machine.Tell("x");
        ExpectMsgFrom(machine, "one");
        ExpectMsgFrom(machine, "two");
    }

    [Fact]
    public void WhenUnhandled_Twice_OnlyTheLastIsAsked()
    {
        var machine = Start(fsm =>
        {
            fsm.StartWith("a", 0);
            fsm.When("a", _ => null);
            fsm.WhenUnhandled(_ => fsm.Stay().Replying("old"));
            fsm.WhenUnhandled(_ => fsm.Stay().Replying("new"));
        });
        machine.Tell("x");
        ExpectMsg("new");
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void Unhandled_Everywhere_LogsAWarningAndStays()
    {
        var machine = StartWalker("a", "b");
        EventFilter.Warning(message: "unhandled event nonsense in state a").ExpectOne(() => machine.Tell("nonsense"));
        ExpectState(machine, "a", 0);
    }

    [Fact]
    public void Transform_HandledEvent_ChangesWhatWasDecided()
    {
        var machine = Start(fsm =>
        {
            fsm.StartWith("a", 0);
            fsm.When("a", fsm.Transform(e => e.FsmEvent is "go" ? fsm.Stay().Using(5) : null).Using(_ => fsm.GoTo("b").Using(7)));
            fsm.When("b", _ => fsm.Stay().Replying(fsm.StateData));
            fsm.WhenUnhandled(_ => fsm.Stay().Replying("unhandled"));
        });
        machine.Tell("other");
        ExpectMsg("unhandled");
        machine.Tell("go");
        machine.Tell("get");
        ExpectMsg(7);
    }

    [Fact]
    public void Machine_WithoutStartWith_FailsAtItsFirstUse()
    {
        EventFilter.Exception<ActorInitializationException>().ExpectOne(() => Start(static fsm => fsm.Initialize()));
        var machine = Start(static fsm => fsm.When("a", _ => null));
        EventFilter.Exception<InvalidOperationException>(contains: "StartWith").ExpectOne(() => machine.Tell("x"));
    }

    [Fact]
    public void NextStateData_OutsideOfATransition_Throws()
    {
        var machine = Start(fsm =>
        {
            fsm.StartWith("a", 1);
            fsm.When("a", _ => fsm.Stay().Replying(Record.Exception(() => fsm.NextStateData)!));
        });
        machine.Tell("x");
        ExpectMsg<InvalidOperationException>();
    }

    [Fact]
    public void Restart_Machine_StartsAgain()
    {
        var machine = Start(fsm =>
        {
            DefineWalker(fsm, "a", "b");
            fsm.When("b", e => e.FsmEvent is Exception cause ? throw cause : null);
        });
        machine.Tell("b");
        ExpectState(machine, "b", 1);
        EventFilter.Exception<FormatException>().ExpectOne(() => machine.Tell(new FormatException()));
        ExpectState(machine, "a", 0);
    }

    [Fact]
    public void State_Equality_IsByAllThatItSays()
    {
        var state = new FSMBase.State<string, int>("a", 1).ForMax(Second).Replying("x");
        Assert.Equal(state, new FSMBase.State<string, int>("a", 1, Second, null, ["x"]));
        Assert.Equal(state.GetHashCode(), new FSMBase.State<string, int>("a", 1, Second, null, ["x"]).GetHashCode());
        Assert.NotEqual(state, state.Using(2));
        Assert.NotEqual(state, state.Replying("y"));
        Assert.NotEqual(state, state.ForMax(Second * 2));
        Assert.Equal(TimeSpan.MaxValue, state.ForMax(Timeout.InfiniteTimeSpan).Timeout);
    }
}
