using Supervision.Actor;
using Supervision.TestKit.Configs;

namespace Supervision.TestKit.Tests;

public class TestSchedulerTests : Xunit2.TestKit
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public TestSchedulerTests()
        : base(TestConfigs.TestSchedulerConfig)
    {
    }

    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Advance_NotYetDue_NothingHappens()
    {
        Sys.Scheduler.ScheduleTellOnce(Second, TestActor, "x", ActorRefs.NoSender);
        Scheduler.Advance(Second - TimeSpan.FromTicks(1));
        ExpectNoMsg(20);
        Scheduler.Advance(TimeSpan.FromTicks(1));
        ExpectMsg("x");
        Scheduler.Advance(Second);
        ExpectNoMsg(20);
    }

    [Fact]
    public void Advance_Repeated_RunsAtEachDueTime()
    {
        var times = new List<TimeSpan>();
        Sys.Scheduler.Advanced.ScheduleRepeatedly(Second, Second * 2, () => times.Add(Scheduler.MonotonicClock));
        Scheduler.Advance(Second * 6);
        Assert.Equal([Second, Second * 3, Second * 5], times);
        Assert.Equal(Second * 6, Scheduler.MonotonicClock);
    }

    [Fact]
    public void Advance_SeveralDue_RunInOrderOfTimeThenOfScheduling()
    {
        var order = new List<int>();
        Sys.Scheduler.Advanced.ScheduleOnce(Second * 2, () => order.Add(3));
        Sys.Scheduler.Advanced.ScheduleOnce(Second, () => order.Add(1));
        Sys.Scheduler.Advanced.ScheduleOnce(Second, () => order.Add(2));
        Scheduler.Advance(Second * 3);
        Assert.Equal([1, 2, 3], order);
    }

    [Fact]
    public void Advance_WorkSchedulesMore_RunsItWhenDue()
    {
        var ran = false;
        Sys.Scheduler.Advanced.ScheduleOnce(Second, () => Sys.Scheduler.Advanced.ScheduleOnce(Second, () => ran = true));
        Scheduler.Advance(Second * 2);
        Assert.True(ran);
    }

    [Fact]
    public void Advance_Cancelled_DoesNotRun()
    {
        var cancelable = new Cancelable(Sys.Scheduler);
        Sys.Scheduler.ScheduleTellRepeatedly(Second, Second, TestActor, "x", ActorRefs.NoSender, cancelable);
        Scheduler.Advance(Second);
        ExpectMsg("x");
        cancelable.Cancel();
        Scheduler.Advance(Second * 5);
        ExpectNoMsg(20);
    }

    [Fact]
    public void AdvanceTo_Past_Throws()
    {
        var start = Scheduler.Now;
        Scheduler.AdvanceTo(start + Second);
        Assert.Equal(start + Second, Scheduler.Now);
        Assert.Throws<ArgumentException>(() => Scheduler.AdvanceTo(start));
        Assert.Throws<ArgumentOutOfRangeException>(() => Scheduler.Advance(-Second));
    }
}
