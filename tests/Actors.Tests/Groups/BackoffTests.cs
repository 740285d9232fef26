using Supervision.Actors.Groups;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Groups;

public sealed class BackoffTests
{
    private static readonly BackoffSettings _settings = new()
    {
        Min = TimeSpan.FromSeconds(1),
        Max = TimeSpan.FromSeconds(10),
        Factor = 2,
        Jitter = 0.2,
        ResetAfterReady = TimeSpan.FromMinutes(10),
    };

    [Fact]
    public void Next_WithMiddleJitter_GrowsByTheFactorUpToTheCap()
    {
        var backoff = new BackoffState(_settings, () => 0.5);

        var delays = Enumerable.Range(0, 6).Select(_ => backoff.Next(null).TotalSeconds).ToArray();

        Assert.Equal([1, 2, 4, 8, 10, 10], delays);
        Assert.Equal(6, backoff.Failures);
    }

    [Theory]
    [InlineData(0.0, 0.8)]
    [InlineData(0.5, 1.0)]
    [InlineData(0.999999, 1.2)]
    public void Next_Jitter_SpreadsTheDelayAroundItsValue(double random, double seconds) =>
        Assert.Equal(seconds, new BackoffState(_settings, () => random).Next(null).TotalSeconds, 3);

    [Fact]
    public void Next_WithHighJitterAtTheCap_NeverExceedsTheCap()
    {
        var backoff = new BackoffState(_settings, () => 0.999);
        for (var i = 0; i < 50; i++)
        {
            Assert.True(backoff.Next(null) <= _settings.Max);
        }
    }

    [Fact]
    public void Next_AfterStableReadyTime_StartsOver()
    {
        var backoff = new BackoffState(_settings, () => 0.5);
        backoff.Next(null);
        backoff.Next(null);

        Assert.Equal(TimeSpan.FromSeconds(1), backoff.Next(TimeSpan.FromMinutes(10)));
        Assert.Equal(1, backoff.Failures);
    }

    [Fact]
    public void Next_AfterShortReadyTime_GoesOnGrowing()
    {
        var backoff = new BackoffState(_settings, () => 0.5);
        backoff.Next(null);

        Assert.Equal(TimeSpan.FromSeconds(2), backoff.Next(TimeSpan.FromMinutes(9)));
    }

    [Fact]
    public void Next_WithoutDelay_StaysZeroHoweverManyFailures()
    {
        var backoff = new BackoffState(_settings with { Min = TimeSpan.Zero }, () => 0.9);
        for (var i = 0; i < 5_000; i++)
        {
            Assert.Equal(TimeSpan.Zero, backoff.Next(null));
        }
    }

    [Fact]
    public void Next_ManyFailures_StaysAtTheCapWithoutOverflow()
    {
        var backoff = new BackoffState(_settings, () => 0.5);
        for (var i = 0; i < 5_000; i++)
        {
            Assert.InRange(backoff.Next(null), TimeSpan.FromSeconds(1), _settings.Max);
        }
    }
}
