using System.Globalization;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Heartbeats;

/// <summary>Judges the samples of one attempt.</summary>
internal sealed class ProgressTrack(ProgressSettings settings)
{
    private double?[]? _baseline;
    private TimeSpan _since;
    private int _stalled;

    /// <summary>How long work has been in flight without progress.</summary>
    public TimeSpan StalledFor { get; private set; }

    /// <summary>Judges a sample.</summary>
    /// <param name="sample">What was scraped.</param>
    /// <param name="now">Monotonic time.</param>
    /// <remarks>
    /// Any difference to the sample before is movement, a counter that went back as well: the engine below was restarted, or its counters
    /// were. A scrape that failed changes nothing: if the next one shows the very same counters, nothing moved in between either. Still one
    /// sample alone never makes a hang: the work it sees may be newer than the gap before it.
    /// </remarks>
    public ProgressState Judge(ProgressSample sample, TimeSpan now)
    {
        if (sample.Problem is not null)
            return ProgressState.Unknown;
        var moved = _baseline is null || !_baseline.AsSpan().SequenceEqual(sample.Counters);
        var idle = !(sample.Running > 0 || sample.Waiting > 0);
        if (moved || idle)
        {
            _baseline = sample.Counters;
            _since = now;
            _stalled = 0;
        }
        else
        {
            _stalled++;
        }

        StalledFor = TimeSpan.FromTicks(Math.Max(0, (now - _since).Ticks));
        return idle ? ProgressState.Idle
            : moved ? ProgressState.Moving
            : StalledFor >= settings.HangTimeout && _stalled > 1 ? ProgressState.Hung : ProgressState.Stalled;
    }

    /// <summary>The numbers of a sample in one phrase.</summary>
    public string Describe(ProgressSample sample)
    {
        if (sample.Problem is not null)
            return sample.Problem;
        var counters = settings.Counter.Zip(sample.Counters)
            .Where(one => one.Second is not null).Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.First} = {one.Second}"));
        return string.Create(CultureInfo.InvariantCulture, $"{sample.Running} running, {sample.Waiting} waiting, {string.Join(", ", counters)}");
    }
}
