using Supervision.Actors.Heartbeats;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Heartbeats;

/// <summary>Rows of samples, one every ten seconds, with a hang time-out of thirty: what each of them says.</summary>
public sealed class ProgressTrackTests
{
    private static readonly ProgressSettings _settings = new()
    {
        Url = new Uri("http://h/metrics"),
        Running = ["running"],
        Waiting = ["waiting"],
        Counter = ["steps", "tokens"],
        HangTimeout = TimeSpan.FromSeconds(30),
    };

    // RUNNING/WAITING/STEPS, or ? for a scrape that failed.
    [Theory]
    [InlineData("busy", "1/0/1 2/0/2 2/0/3", "Moving Moving Moving")]
    [InlineData("idle for ever", "0/0/5 0/0/5 0/0/5 0/0/5 0/0/5 0/0/5", "Idle Idle Idle Idle Idle Idle")]
    [InlineData("frozen", "1/0/5 1/0/5 1/0/5 1/0/5 1/0/5", "Moving Stalled Stalled Hung Hung")]
    [InlineData("frozen with work that only waits", "0/3/5 0/3/5 0/3/5 0/3/5", "Moving Stalled Stalled Hung")]
    [InlineData("moves again in time", "1/0/5 1/0/5 1/0/5 1/0/6 1/0/6 1/0/6", "Moving Stalled Stalled Moving Stalled Stalled")]
    [InlineData("idle between two stalls", "1/0/5 1/0/5 1/0/5 0/0/5 1/0/5 1/0/5 1/0/5", "Moving Stalled Stalled Idle Stalled Stalled Hung")]
    [InlineData("counter goes back", "1/0/5 1/0/5 1/0/5 1/0/2 1/0/2", "Moving Stalled Stalled Moving Stalled")]
    [InlineData("failed scrapes say nothing", "? ? ? ? ? ?", "Unknown Unknown Unknown Unknown Unknown Unknown")]
    [InlineData("failed scrapes do not hide a hang", "1/0/5 1/0/5 ? ? 1/0/5", "Moving Stalled Unknown Unknown Hung")]
    [InlineData("one sample after a gap is no hang", "1/0/5 ? ? ? 1/0/5 1/0/5", "Moving Unknown Unknown Unknown Stalled Hung")]
    [InlineData("moved during a gap", "1/0/5 1/0/5 ? ? 1/0/9", "Moving Stalled Unknown Unknown Moving")]
    public void Judge_RowOfSamples_SaysWhatEachShows(string row, string samples, string states)
    {
        var track = new ProgressTrack(_settings);
        var now = TimeSpan.FromHours(1);

        var said = samples.Split(' ').Select(text => track.Judge(Sample(text), now += TimeSpan.FromSeconds(10))).ToArray();

        Assert.True(states == string.Join(' ', said), $"{row}: {string.Join(' ', said)}");
    }

    [Fact]
    public void Judge_AnyOfTheCountersMoving_IsMovement()
    {
        var track = new ProgressTrack(_settings);
        track.Judge(new ProgressSample(1, 0, [5, null], null), TimeSpan.Zero);

        Assert.Equal(ProgressState.Moving, track.Judge(new ProgressSample(1, 0, [5, 1], null), TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Describe_Sample_HasTheNumbers() => Assert.Equal(
        "2 running, 1 waiting, steps = 7", new ProgressTrack(_settings).Describe(new ProgressSample(2, 1, [7, null], null)));

    private static ProgressSample Sample(string text)
    {
        if (text == "?")
            return ProgressSample.Unknown("refused");
        var numbers = text.Split('/').Select(double.Parse).ToArray();
        return new ProgressSample(numbers[0], numbers[1], [numbers[2], null], null);
    }
}
