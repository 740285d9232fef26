namespace Supervision.Actors.Settings.Loading;

internal static class MemoryReader
{
    public static MemorySettings Read(Section section)
    {
        // Below 1 MiB no program runs: who writes max-rss = 40 has forgotten the unit.
        var limit = section.Bytes("max-rss", 1024 * 1024, 1L << 50, "no limit");
        var interval = section.Duration("interval", Limits.ShortestPeriod, Limits.LongestWait, "no sampling");
        var memory = new MemorySettings
        {
            MaxRss = limit,
            Sustain = section.Duration("sustain", TimeSpan.Zero, Limits.LongestWait),
            Action = section.Choice("action", ("restart", MemoryAction.Restart), ("event", MemoryAction.Event)),
            Interval = interval,
        };
        section.Done();
        if (limit is { Valid: true, Value: > 0 } && interval.Valid && interval.Value == TimeSpan.Zero)
        {
            section.Error(
                Place.ToBlame(limit.Place, interval.Place),
                "the limit max-rss would never be checked because interval = 0s switches sampling off");
        }

        return memory;
    }
}
