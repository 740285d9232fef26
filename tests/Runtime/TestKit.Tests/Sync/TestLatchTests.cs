namespace Supervision.TestKit.Tests;

public class TestLatchTests : Xunit2.TestKit
{
    [Fact]
    public void Ready_AllCounted_Returns()
    {
        var latch = CreateTestLatch(2);
        latch.CountDown();
        Assert.False(latch.IsOpen);
        latch.CountDown();
        latch.CountDown();
        Assert.True(latch.IsOpen);
        latch.Ready();
        latch.Reset();
        Assert.False(latch.IsOpen);
        latch.Open();
        latch.Ready();
    }

    [Fact]
    public void Ready_NotAllCounted_ThrowsTimeout()
    {
        var latch = new TestLatch(2);
        latch.CountDown();
        var failure = Assert.Throws<TimeoutException>(() => latch.Ready(TimeSpan.FromMilliseconds(20)));
        Assert.Contains("1 of 2", failure.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => latch.Ready(Timeout.InfiniteTimeSpan));
    }

    [Fact(Timeout = 30000)]
    public async Task Barrier_AllCome_AllGoOn()
    {
        var barrier = CreateTestBarrier(2);
        for (var round = 0; round < 2; round++)
        {
            var other = Task.Factory.StartNew(barrier.Await, default, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            barrier.Await();
            await other;
        }
    }

    [Fact]
    public void Barrier_OneMissing_ThrowsTimeout()
    {
        var barrier = CreateTestBarrier(2);
        Assert.Throws<TimeoutException>(() => barrier.Await(TimeSpan.FromMilliseconds(20)));
    }
}
