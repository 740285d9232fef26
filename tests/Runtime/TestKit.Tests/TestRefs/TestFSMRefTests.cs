using Supervision.Actor;
using Supervision.TestKit.Configs;

namespace Supervision.TestKit.Tests;

public class TestFSMRefTests : Xunit2.TestKit
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public TestFSMRefTests()
        : base(Configuration.ConfigurationFactory.ParseString("akka.loglevel = DEBUG").WithFallback(TestConfigs.TestSchedulerConfig))
    {
    }

    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void State_AfterAMessage_IsTheNewOne()
    {
        var fsm = ActorOfAsTestFSMRef<Door, string, int>();
        Assert.Equal(("closed", 0), (fsm.StateName, fsm.StateData));
        fsm.Tell("open");
        Assert.Equal(("open", 1), (fsm.StateName, fsm.StateData));
    }

    [Fact]
    public void SetState_EachForm_IsATransition()
    {
        var fsm = ActorOfAsTestFSMRef<Door, string, int>();
        fsm.Tell(new FSMBase.SubscribeTransitionCallBack(TestActor));
        ExpectMsg<object>(new FSMBase.CurrentState<string>(fsm, "closed"), FSMSpecHelpers.CurrentStateExpector<string>());
        fsm.SetState("open");
        ExpectMsg<object>(new FSMBase.Transition<string>(fsm, "closed", "open"), FSMSpecHelpers.TransitionStateExpector<string>());
        Assert.Equal(("open", 0), (fsm.StateName, fsm.StateData));
        fsm.SetState("closed", 7);
        ExpectMsg(new FSMBase.Transition<string>(fsm, "open", "closed"));
        Assert.Equal(("closed", 7), (fsm.StateName, fsm.StateData));
        fsm.SetStateData(8);
        ExpectMsg(new FSMBase.Transition<string>(fsm, "closed", "closed"));
        Assert.Equal(8, fsm.StateData);
    }

    [Fact]
    public void SetState_StopReason_EndsTheMachine()
    {
        var fsm = ActorOfAsTestFSMRef<Door, string, int>();
        Watch(fsm);
        fsm.SetState("open", 1, null, FSMBase.Normal.Instance);
        ExpectTerminated(fsm);
    }

    [Fact]
    public void SetStateTimeout_Due_MakesTheMachineGoOn()
    {
        var fsm = ActorOfAsTestFSMRef<Door, string, int>();
        fsm.SetState("open");
        Assert.False(fsm.IsStateTimerActive());
        fsm.SetStateTimeout(Second);
        Assert.True(fsm.IsStateTimerActive());
        Scheduler.Advance(Second);
        Assert.Equal("closed", fsm.StateName);
        Assert.False(fsm.IsStateTimerActive());
    }

    [Fact]
    public void SetState_WithoutTimeout_EndsTheOneThatRuns()
    {
        var fsm = ActorOfAsTestFSMRef<Door, string, int>();
        fsm.SetState("open", Second);
        fsm.SetState("open");
        Assert.False(fsm.IsStateTimerActive());
    }

    [Fact]
    public void Timers_SetAndCancelled_AreSeen()
    {
        var fsm = ActorOfAsTestFSMRef<Door, string, int>(() => new Door(), "door");
        Assert.False(fsm.IsTimerActive("t"));
        fsm.SetTimer("t", "open", Second);
        Assert.True(fsm.IsTimerActive("t"));
        fsm.CancelTimer("t");
        Assert.False(fsm.IsTimerActive("t"));
        fsm.SetTimer("t", "open", Second);
        Scheduler.Advance(Second);
        Assert.Equal("open", fsm.StateName);
    }

    [Fact]
    public void ActorOf_WithLogging_LogsWhatTheMachineDoes()
    {
        var fsm = ActorOfAsTestFSMRef<Door, string, int>(Props.Create<Door>(), TestActor, "door", withLogging: true);
        EventFilter.Debug(message: "transition closed -> open").ExpectOne(() => fsm.Tell("open"));
    }

    private sealed class Door : FSM<string, int>
    {
        public Door()
        {
            StartWith("closed", 0);
            When("closed", e => e.FsmEvent is "open" ? GoTo("open").Using(e.StateData + 1) : null);
            When("open", e => e.FsmEvent is "close" or StateTimeout ? GoTo("closed") : null);
        }
    }
}
