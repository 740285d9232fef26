using Supervision.Actor;

namespace Supervision.Tests.Fsm;

public class FsmEndTests : FsmTest
{
    [Fact]
    public void Stop_FromInside_CallsTheHandlerWithReasonStateAndDataAndStops()
    {
        var machine = StartEnding((fsm, _) => fsm.Stop(FSMBase.Normal.Instance, 9).Replying("bye"));
        Watch(machine);
        machine.Tell("x");
        ExpectMsg("bye");
        var stop = ExpectMsg<FSMBase.StopEvent<string, int>>();
        Assert.Same(FSMBase.Normal.Instance, stop.Reason);
        Assert.Equal("a", stop.TerminatedState);
        Assert.Equal(9, stop.StateData);
        ExpectTerminated(machine);
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void Stop_FromOutside_CallsTheHandlerWithShutdown()
    {
        var machine = StartEnding((fsm, _) => fsm.Stay());
        Watch(machine);
        Sys.Stop(machine);
        Assert.Same(FSMBase.Shutdown.Instance, ExpectMsg<FSMBase.StopEvent<string, int>>().Reason);
        ExpectTerminated(machine);
    }

    [Fact]
    public void Stop_WithFailure_LogsTheError()
    {
        var machine = StartEnding((fsm, e) => fsm.Stop(new FSMBase.Failure(e)));
        EventFilter.Exception<FormatException>(message: "terminating due to Failure").ExpectOne(() => machine.Tell(new FormatException()));
        Assert.IsType<FSMBase.Failure>(ExpectMsg<FSMBase.StopEvent<string, int>>().Reason);
    }

    [Fact]
    public void Stop_WithFailureOfText_LogsTheText()
    {
        var machine = StartEnding((fsm, _) => fsm.Stop(new FSMBase.Failure("because {0}")));
        EventFilter.Error(message: "because {0}").ExpectOne(() => machine.Tell("x"));
    }

    [Fact]
    public void LogTermination_Overridden_IsAskedInstead()
    {
        var machine = Start(fsm =>
        {
            fsm.StartWith("a", 0);
            fsm.When("a", _ => fsm.Stop(new FSMBase.Failure("quiet")));
            fsm.Ending = reason =>
            {
                TestActor.Tell(reason.ToString()!);
                return true;
            };
        });
        EventFilter.Error().Expect(0, Quiet, () => machine.Tell("x"));
        ExpectMsg("Failure(quiet)");
    }

    [Fact]
    public void GoTo_UnknownState_EndsTheMachine()
    {
        var machine = StartEnding((fsm, _) => fsm.GoTo("nowhere"));
        Watch(machine);
        EventFilter.Error(message: "Next state nowhere does not exist").ExpectOne(() => machine.Tell("x"));
        Assert.IsType<FSMBase.Failure>(ExpectMsg<FSMBase.StopEvent<string, int>>().Reason);
        ExpectTerminated(machine);
    }

    [Fact]
    public void Stop_WithTimers_NoneIsActiveInTheHandler()
    {
        var machine = Start(fsm =>
        {
            fsm.StartWith("a", 0);
            fsm.When("a", _ => fsm.Stop(), Second);
            fsm.SetTimer("t", "tick", Second, repeat: true);
            fsm.OnTermination(_ => TestActor.Tell(fsm.IsTimerActive("t")));
            fsm.Initialize();
        });
        machine.Tell("x");
        ExpectMsg(false);
    }

    private IActorRef StartEnding(Func<Machine, object, FSMBase.State<string, int>> decide) => Start(fsm =>
    {
        fsm.StartWith("a", 1);
        fsm.When("a", e => decide(fsm, e.FsmEvent));
        fsm.OnTermination(stop => TestActor.Tell(stop));
    });
}
