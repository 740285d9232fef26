using Supervision.Actor;

namespace Supervision.Tests.Fsm;

public class FsmTimerTests : FsmTest
{
    [Fact]
    public void StateTimeout_NoEvent_ComesWhenDue()
    {
        var machine = StartTimed(Second);
        Settle(machine);
        Scheduler.Advance(Second * 0.9);
        ExpectNoMsg(Quiet);
        Scheduler.Advance(Second * 0.1);
        ExpectMsg(FSMBase.StateTimeout.Instance);
    }

    [Fact]
    public void StateTimeout_Stay_StartsAnew()
    {
        var machine = StartTimed(Second);
        Settle(machine);
        Scheduler.Advance(Second / 2);
        machine.Tell("x");
        ExpectMsg("x");
        Settle(machine);
        Scheduler.Advance(Second * 0.9);
        ExpectNoMsg(Quiet);
        Scheduler.Advance(Second * 0.1);
        ExpectMsg(FSMBase.StateTimeout.Instance);
    }

    [Fact]
    public void StateTimeout_FiredBehindAnotherEvent_DoesNotCome()
    {
        using var gate = new ManualResetEventSlim();
        var machine = Start(fsm =>
        {
            fsm.StartWith("a", 0);
            fsm.When("a", e => Hold(e.FsmEvent, gate) ? fsm.GoTo("b") : null, Second);
            fsm.When("b", e => Forward(e.FsmEvent, fsm));
            fsm.Initialize();
        });
        Settle(machine);
        machine.Tell("hold");
        ExpectMsg("holding");
        Scheduler.Advance(Second);
        machine.Tell("after");
        gate.Set();
        ExpectMsg("after");
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void StateTimeout_ForMaxMaxValue_IsOff()
    {
        var machine = Start(fsm =>
        {
            fsm.StartWith("a", 0);
            fsm.When("a", e => e.FsmEvent is FSMBase.StateTimeout ? Forward(e.FsmEvent, fsm) : fsm.Stay().ForMax(TimeSpan.MaxValue), Second);
            fsm.Initialize();
        });
        machine.Tell("x");
        Settle(machine);
        Scheduler.Advance(Second * 100);
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void StateTimeout_ForMax_OverridesTheStatesOwn()
    {
        var machine = Start(fsm =>
        {
            fsm.StartWith("a", 0, Second * 3);
            fsm.When("a", e => Forward(e.FsmEvent, fsm), Second);
            fsm.Initialize();
        });
        Settle(machine);
        Scheduler.Advance(Second * 2);
        ExpectNoMsg(Quiet);
        Scheduler.Advance(Second);
        ExpectMsg(FSMBase.StateTimeout.Instance);
    }

    [Fact]
    public void SetStateTimeout_Changed_CountsFromTheNextStay()
    {
        var machine = Start(fsm =>
        {
            fsm.StartWith("a", 0);
            fsm.When("a", e => Forward(e.FsmEvent, fsm));
            fsm.Initialize();
            fsm.SetStateTimeout("a", Second);
        });
        Settle(machine);
        Scheduler.Advance(Second);
        ExpectNoMsg(Quiet);
        machine.Tell("x");
        ExpectMsg("x");
        Settle(machine);
        Scheduler.Advance(Second);
        ExpectMsg(FSMBase.StateTimeout.Instance);
    }

    [Fact]
    public void SetTimer_Single_ComesOnceAndIsNoMoreActive()
    {
        var machine = StartNamed(repeat: false);
        Settle(machine);
        Scheduler.Advance(Second);
        ExpectMsg("tick");
        machine.Tell("active?");
        ExpectMsg(false);
        Scheduler.Advance(Second * 3);
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void SetTimer_Repeating_ComesUntilCancelled()
    {
        var machine = StartNamed(repeat: true);
        Settle(machine);
        for (var i = 0; i < 3; i++)
        {
            Scheduler.Advance(Second);
            ExpectMsg("tick");
        }

        machine.Tell("active?");
        ExpectMsg(true);
        machine.Tell("cancel");
        machine.Tell("active?");
        ExpectMsg(false);
        Scheduler.Advance(Second * 3);
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void CancelTimer_MessageInTheMailbox_IsNotProcessed()
    {
        using var gate = new ManualResetEventSlim();
        var machine = Start(fsm =>
        {
            fsm.StartWith("a", 0);
            fsm.When("a", e =>
            {
                if (Hold(e.FsmEvent, gate))
                {
                    fsm.CancelTimer("t");
                    return fsm.Stay();
                }

                return Forward(e.FsmEvent, fsm);
            });
            fsm.SetTimer("t", "tick", Second);
        });
        machine.Tell("hold");
        ExpectMsg("holding");
        Scheduler.Advance(Second);
        machine.Tell("after");
        gate.Set();
        ExpectMsg("after");
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void NamedTimer_OtherEvents_DoNotMatterToIt()
    {
        var machine = StartNamed(repeat: false);
        Settle(machine);
        Scheduler.Advance(Second / 2);
        machine.Tell("active?");
        ExpectMsg(true);
        Scheduler.Advance(Second / 2);
        ExpectMsg("tick");
    }

    [Fact]
    public void NamedTimer_Due_CancelsTheStateTimeoutLikeAnyEvent()
    {
        var machine = Start(fsm =>
        {
            fsm.StartWith("a", 0);
            fsm.When("a", e => e.FsmEvent is "tick" ? fsm.GoTo("b") : Forward(e.FsmEvent, fsm), Second * 2);
            fsm.When("b", e => Forward(e.FsmEvent, fsm));
            fsm.SetTimer("t", "tick", Second);
            fsm.Initialize();
        });
        machine.Tell(new FSMBase.SubscribeTransitionCallBack(TestActor));
        ExpectMsg(new FSMBase.CurrentState<string>(machine, "a"));
        Scheduler.Advance(Second);
        ExpectMsg(new FSMBase.Transition<string>(machine, "a", "b"));
        Scheduler.Advance(Second * 5);
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void Timers_Restart_AreCancelled()
    {
        var machine = Start(fsm =>
        {
            fsm.StartWith("a", 0);
            fsm.When("a", e => e.FsmEvent switch
            {
                Exception cause => throw cause,
                "set" => SetAndStay(fsm),
                _ => Forward(e.FsmEvent, fsm),
            });
        });
        machine.Tell("set");
        Settle(machine);
        EventFilter.Exception<FormatException>().ExpectOne(() => machine.Tell(new FormatException()));
        machine.Tell("x");
        ExpectMsg("x");
        Scheduler.Advance(Second * 3);
        ExpectNoMsg(Quiet);
    }

    private static FSMBase.State<string, int> SetAndStay(Machine fsm)
    {
        fsm.SetTimer("t", "tick", Second, repeat: true);
        return fsm.Stay();
    }

    private bool Hold(object message, ManualResetEventSlim gate)
    {
        if (message is not "hold")
        {
            return false;
        }

        TestActor.Tell("holding");
        Assert.True(gate.Wait(TimeSpan.FromSeconds(20)));
        return true;
    }

    private FSMBase.State<string, int> Forward(object message, Machine fsm)
    {
        TestActor.Tell(message);
        return fsm.Stay();
    }

    private IActorRef StartTimed(TimeSpan timeout) => Start(fsm =>
    {
        fsm.StartWith("a", 0);
        fsm.When("a", e => Forward(e.FsmEvent, fsm), timeout);
        fsm.Initialize();
    });

    private IActorRef StartNamed(bool repeat) => Start(fsm =>
    {
        fsm.StartWith("a", 0);
        fsm.When("a", e =>
        {
            switch (e.FsmEvent)
            {
                case "active?":
                    return fsm.Stay().Replying(fsm.IsTimerActive("t"));
                case "cancel":
                    fsm.CancelTimer("t");
                    return fsm.Stay();
                default:
                    return Forward(e.FsmEvent, fsm);
            }
        });
        fsm.SetTimer("t", "tick", Second, repeat);
    });
}
