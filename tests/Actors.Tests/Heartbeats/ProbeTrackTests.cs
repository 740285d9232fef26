using Supervision.Actors.Heartbeats;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Heartbeats;

public sealed class ProbeTrackTests
{
    private static ProbeTrack Track(int failures, int successes) => new(new ProbeSettings
    {
        Check = new ProbeCheck.Tcp("127.0.0.1", 1),
        Failures = failures,
        Successes = successes,
    });

    [Fact]
    public void Record_FailuresBelowTheThreshold_GiveNoVerdict()
    {
        var track = Track(3, 1);
        Assert.False(track.Record(false));
        Assert.False(track.Record(false));
        Assert.Null(track.Verdict);
    }

    [Fact]
    public void Record_ConsecutiveFailuresAtTheThreshold_TurnTheVerdictOnce()
    {
        var track = Track(2, 1);
        track.Record(false);
        Assert.True(track.Record(false));
        Assert.False(track.Verdict);
        Assert.False(track.Record(false));
    }

    [Fact]
    public void Record_ASuccessBetweenFailures_StartsTheCountOver()
    {
        var track = Track(2, 1);
        track.Record(false);
        track.Record(true);
        track.Record(false);
        Assert.True(track.Verdict);
        Assert.Equal(1, track.Failures);
    }

    [Fact]
    public void Record_SuccessThreshold_NeedsThatManyInARow()
    {
        var track = Track(1, 2);
        track.Record(false);
        Assert.False(track.Record(true));
        Assert.False(track.Record(false));
        Assert.False(track.Record(true));
        Assert.True(track.Record(true));
        Assert.True(track.Verdict);
    }
}
