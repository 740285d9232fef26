using Supervision.Actor;
using Xunit.Sdk;

namespace Supervision.TestKit.Tests;

public class TimeTests : Xunit2.TestKit
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    public TimeTests()
        : base("akka.test { timefactor = 2, single-expect-default = 150ms }")
    {
    }

    [Fact]
    public void Dilated_TimeFactor_Scales()
    {
        Assert.Equal(TimeSpan.FromSeconds(2), Dilated(TimeSpan.FromSeconds(1)));
        Assert.Equal(TimeSpan.FromSeconds(2), RemainingOrDilated(TimeSpan.FromSeconds(1)));
        Assert.Equal(TimeSpan.FromMilliseconds(300), RemainingOrDefault);
        Assert.Equal(TimeSpan.FromSeconds(1), GetTimeoutOrDefault(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Remaining_OutsideOfWithin_Throws()
    {
        Assert.Throws<InvalidOperationException>(() => Remaining);
        Assert.Throws<ArgumentException>(() => RemainingOrDilated(Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public void Within_Block_GivesItsResultAndItsTimeToExaminations()
    {
        TestActor.Tell("x");
        Assert.Equal("x", Within(Long, () =>
        {
            Assert.InRange(Remaining, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(40));
            Assert.InRange(RemainingOrDefault, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(40));
            return ExpectMsg<string>();
        }));
        Assert.Equal(TimeSpan.FromMilliseconds(300), RemainingOrDefault);
    }

    [Fact]
    public void Within_Nested_InnerDoesNotOutliveOuter()
    {
        Within(TimeSpan.FromSeconds(5), () => Within(Long, () => Assert.InRange(Remaining, TimeSpan.Zero, TimeSpan.FromSeconds(10))));
    }

    [Fact]
    public void Within_TooSlow_Fails()
    {
        var failure = Assert.ThrowsAny<XunitException>(() => Within(TimeSpan.FromMilliseconds(5), () => AwaitConditionNoThrow(() => false, Short)));
        Assert.Contains("at most", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Within_TooSlowButInsideEpsilon_Passes()
    {
        Within(TimeSpan.FromMilliseconds(5), () => AwaitConditionNoThrow(() => false, Short), Long);
    }

    [Fact]
    public void Within_TooFast_Fails()
    {
        var failure = Assert.ThrowsAny<XunitException>(() => Within(TimeSpan.FromSeconds(5), Long, () => { }, "must be slow"));
        Assert.Contains("at least", failure.Message, StringComparison.Ordinal);
        Assert.Contains("must be slow", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Within_EndsWithExpectNoMsg_MayTakeLonger()
    {
        Within(Short, () =>
        {
            ExpectNoMsg();
            AwaitConditionNoThrow(() => false, Short);
        });
    }

    [Fact(Timeout = 30000)]
    public async Task WithinAsync_Block_BehavesLikeTheSynchronousOne()
    {
        TestActor.Tell("x");
        Assert.Equal("x", await WithinAsync(Long, async () => await ExpectMsgAsync<string>()));
        await Assert.ThrowsAnyAsync<XunitException>(() => WithinAsync(TimeSpan.FromSeconds(5), Long, () => Task.CompletedTask));
        await Assert.ThrowsAnyAsync<XunitException>(
            () => WithinAsync(TimeSpan.FromMilliseconds(5), () => AwaitConditionNoThrowAsync(() => false, Short)));
    }

    [Fact]
    public void AwaitCondition_BecomesTrue_Returns()
    {
        var asked = 0;
        AwaitCondition(() => ++asked == 3, Long, TimeSpan.FromMilliseconds(1));
        Assert.Equal(3, asked);
    }

    [Fact]
    public void AwaitCondition_StaysFalse_FailsWithTheMessage()
    {
        var failure = Assert.ThrowsAny<XunitException>(() => AwaitCondition(() => false, Short, "{never}"));
        Assert.Contains("{never}", failure.Message, StringComparison.Ordinal);
        Assert.False(AwaitConditionNoThrow(() => false, Short));
    }

    [Fact(Timeout = 30000)]
    public async Task AwaitConditionAsync_BothOutcomes_AreTold()
    {
        var asked = 0;
        await AwaitConditionAsync(() => ++asked == 3, Long, TimeSpan.FromMilliseconds(1));
        await AwaitConditionAsync(() => Task.FromResult(true));
        await Assert.ThrowsAnyAsync<XunitException>(() => AwaitConditionAsync(() => false, Short));
    }

    [Fact]
    public void AwaitAssert_PassesLater_Returns()
    {
        var runs = 0;
        AwaitAssert(() => Assert.True(++runs == 3), Long, TimeSpan.FromMilliseconds(1));
        Assert.Equal(3, runs);
    }

    [Fact]
    public void AwaitAssert_NeverPasses_ThrowsTheLastFailure()
    {
        var failure = Assert.Throws<InvalidOperationException>(
            () => AwaitAssert(() => throw new InvalidOperationException("no"), Short, TimeSpan.FromMilliseconds(5)));
        Assert.Equal("no", failure.Message);
    }

    [Fact(Timeout = 30000)]
    public async Task AwaitAssertAsync_BothOutcomes_AreTold()
    {
        var runs = 0;
        await AwaitAssertAsync(() => Assert.True(++runs == 3), Long, TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => AwaitAssertAsync(() => Task.FromException(new InvalidOperationException()), Short, TimeSpan.FromMilliseconds(5)));
    }
}
