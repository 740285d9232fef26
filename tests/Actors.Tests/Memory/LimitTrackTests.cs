using Supervision.Actors.Events;
using Supervision.Actors.Memory;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Memory;

public sealed class LimitTrackTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Limit_ExceededWithABreak_CountsFromAnew()
    {
        var track = new LimitTrack(MemoryRule.Rss, _time);
        var sustain = TimeSpan.FromSeconds(10);

        Assert.False(track.Weigh(true, sustain));
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(track.Weigh(false, sustain));
        Assert.False(track.Weigh(true, sustain));
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(track.Weigh(true, sustain));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(track.Weigh(true, sustain));
        Assert.Equal(TimeSpan.FromSeconds(10), track.For);
    }

    [Fact]
    public void News_AreToldOncePerExcess()
    {
        var track = new LimitTrack(MemoryRule.Rss, _time);

        Assert.True(track.Weigh(true, TimeSpan.Zero));
        Assert.True(track.TakeNews());
        Assert.False(track.TakeNews());
        track.Weigh(false, TimeSpan.Zero);
        Assert.True(track.Weigh(true, TimeSpan.Zero));
        Assert.True(track.TakeNews());
    }

    [Fact]
    public void Growth_BeforeAWholeWindow_IsNotKnown()
    {
        var growth = new GrowthTrack(TimeSpan.FromHours(1), _time);

        for (var minute = 0; minute < 60; minute++)
        {
            Assert.Null(growth.Add(minute << 20));
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.NotNull(growth.Add(60 << 20));
    }

    [Theory]
    [InlineData(10, 600)]
    [InlineData(0, 0)]
    [InlineData(-1, -60)]
    public void Growth_AtAConstantRate_IsThatRate(int perMinute, int perHour)
    {
        var growth = new GrowthTrack(TimeSpan.FromHours(1), _time);
        long? rate = null;
        for (var minute = 0; minute < 240; minute++)
        {
            rate = growth.Add((10_000L + (perMinute * minute)) << 20);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.InRange(rate!.Value / (double)(1 << 20), perHour - 45, perHour + 45);
    }

    [Fact]
    public void Growth_ThatIsGivenBack_IsNone()
    {
        var growth = new GrowthTrack(TimeSpan.FromHours(1), _time);
        long? rate = null;
        for (var minute = 0; minute < 240; minute++)
        {
            // A saw of 5 GiB within each three minutes.
            rate = growth.Add(minute % 3 * (5L << 30));
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(0, rate);
    }

    [Fact]
    public void SharedGroup_BlamesTheLargestAlone()
    {
        var group = new SharedGroup(null);

        Assert.True(group.IsLargest("a", 100));
        Assert.False(group.IsLargest("b", 50));
        Assert.True(group.IsLargest("c", 200));
        Assert.False(group.IsLargest("a", 100));
        // Of equals exactly one.
        Assert.True(group.IsLargest("b", 200));
        Assert.False(group.IsLargest("c", 200));
        group.Forget("b");
        Assert.True(group.IsLargest("c", 200));
    }

    [Fact]
    public void Share_IsOfALimit_AndASizeIsItself()
    {
        Assert.Equal(900, new MemoryShare(0, 0.9).Of(1000));
        Assert.Null(new MemoryShare(0, 0.9).Of(null));
        Assert.Equal(5, new MemoryShare(5, 0).Of(null));
        Assert.Null(default(MemoryShare).Of(1000));
    }
}
