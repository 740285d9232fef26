using Supervision.Actor;

namespace Supervision.TestKit.Tests;

public class AutoPilotTests : Xunit2.TestKit
{
    [Fact]
    public void AutoPilot_KeepRunning_SeesEveryMessageAndQueuesIt()
    {
        var probe = CreateTestProbe();
        probe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell("re: " + message);
            return AutoPilot.KeepRunning;
        }));
        probe.Ref.Tell("a");
        probe.Ref.Tell("b");
        ExpectMsg("re: a");
        ExpectMsg("re: b");
        probe.ExpectMsg("a");
        probe.ExpectMsg("b");
    }

    [Fact]
    public void AutoPilot_NoAutoPilot_EndsIt()
    {
        var probe = CreateTestProbe();
        probe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell("re: " + message);
            return AutoPilot.NoAutoPilot;
        }));
        probe.Ref.Tell("a");
        probe.Ref.Tell("b");
        ExpectMsg("re: a");
        probe.ExpectMsg("a");
        probe.ExpectMsg("b");
        Assert.False(HasMessages);
    }

    [Fact]
    public void AutoPilot_Another_TakesOver()
    {
        var probe = CreateTestProbe();
        var second = new DelegateAutoPilot((sender, _) =>
        {
            sender.Tell(2);
            return AutoPilot.KeepRunning;
        });
        probe.SetAutoPilot(new DelegateAutoPilot((sender, _) =>
        {
            sender.Tell(1);
            return second;
        }));
        for (var i = 0; i < 3; i++)
        {
            probe.Ref.Tell("x");
        }

        Assert.Equal([1, 2, 2], ReceiveN(3).Cast<int>());
    }

    [Fact]
    public void AutoPilot_SetToNone_StopsTheOldOne()
    {
        var probe = CreateTestProbe();
        probe.SetAutoPilot(new DelegateAutoPilot((sender, _) =>
        {
            sender.Tell("answer");
            return AutoPilot.KeepRunning;
        }));
        probe.SetAutoPilot(AutoPilot.NoAutoPilot);
        probe.Ref.Tell("x");
        probe.ExpectMsg("x");
        Assert.False(HasMessages);
    }
}
