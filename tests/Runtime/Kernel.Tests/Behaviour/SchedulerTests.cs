using Supervision.Actor;

namespace Supervision.Tests.Behaviour;

public class SchedulerTests : KernelTest
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void ScheduleTellOnce_Due_SendsOnceAndNotBefore()
    {
        var start = Now;
        Sys.Scheduler.ScheduleTellOnce(Tick, TestActor, "x", ActorRefs.NoSender);
        ExpectMsg("x");
        Assert.True(Now - start >= Tick - TimeSpan.FromMilliseconds(2), $"came after {Now - start}");
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void ScheduleTellRepeatedly_Cancelled_StopsSending()
    {
        var cancelable = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(TimeSpan.Zero, Tick, TestActor, "x", ActorRefs.NoSender);
        ExpectMsg("x");
        ExpectMsg("x");
        cancelable.Cancel();
        ReceiveWhile<string>(TimeSpan.FromSeconds(1), Quiet * 2, m => (string)m);
        ExpectNoMsg(Quiet);
        Assert.True(cancelable.IsCancellationRequested);
    }

    [Fact]
    public void ScheduleOnce_Action_RunsWithoutAnActor()
    {
        Sys.Scheduler.Advanced.ScheduleOnce(Tick, () => TestActor.Tell("ran"));
        ExpectMsg("ran");
    }

    [Fact]
    public void ScheduleTellOnce_CancelledBefore_SendsNothing()
    {
        var cancelable = Sys.Scheduler.ScheduleTellOnceCancelable(Tick, TestActor, "x", ActorRefs.NoSender);
        cancelable.Cancel();
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void ScheduleTellOnce_Sender_IsTheOneGiven()
    {
        var probe = CreateTestProbe();
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.Zero, TestActor, "x", probe.Ref);
        ExpectMsgFrom(probe.Ref, "x");
    }
}
