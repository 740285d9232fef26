using System.Globalization;

namespace Supervision.Actors.Settings.Loading;

internal static class MemoryReader
{
    // Below 1 MiB no program runs: who writes max-rss = 40 has forgotten the unit.
    private const long LeastLimit = 1024 * 1024;
    private const long MostLimit = 1L << 50;

    public static MemorySettings Read(Section section, out Place? drain)
    {
        var rss = section.Bytes("max-rss", LeastLimit, MostLimit, "no limit");
        var pss = section.Bytes("max-pss", LeastLimit, MostLimit, "no limit");
        var cgroup = section.SizeOrShare("max-cgroup", LeastLimit, MostLimit);
        var growth = ReadGrowth(section.Child("growth"), out var rate, out var window);
        var interval = section.Duration("interval", Limits.ShortestPeriod, Limits.LongestWait, "no sampling");
        var action = section.Choice(
            "action", ("restart", MemoryAction.Restart), ("drain-restart", MemoryAction.DrainRestart), ("event", MemoryAction.Event));
        var memory = new MemorySettings
        {
            MaxRss = rss,
            MaxPss = pss,
            MaxCgroup = cgroup,
            Growth = growth,
            Sustain = section.Duration("sustain", TimeSpan.Zero, Limits.LongestWait),
            Grace = section.Duration("grace", TimeSpan.Zero, Limits.LongestWait),
            Action = action,
            Interval = interval,
            OpenFiles = section.Switch("open-files"),
        };
        section.Done();
        Unchecked(section, "max-rss", rss.Valid && rss.Value > 0, rss.Place, interval);
        Unchecked(section, "max-pss", pss.Valid && pss.Value > 0, pss.Place, interval);
        Unchecked(section, "max-cgroup", cgroup.Valid && !cgroup.Value.IsNone, cgroup.Place, interval);
        Unchecked(section, "growth.rate", rate.Valid && rate.Value > 0, rate.Place, interval);
        if (rate is { Valid: true, Value: > 0 } && window.Valid && interval.Valid && interval.Value > TimeSpan.Zero && window.Value < interval.Value * 2)
        {
            section.Error(
                Place.ToBlame(window.Place, interval.Place),
                $"growth is measured over at least two intervals: growth.window is {Section.Show(window)} and interval {Section.Show(interval)}");
        }

        drain = action is { Valid: true, Value: MemoryAction.DrainRestart } && memory.HasLimit ? action.Place : null;
        return memory;
    }

    /// <summary>Without a pre-stop time there is nothing to drain in.</summary>
    public static void CheckDrain(Section engine, StopSettings stop, Place drain)
    {
        if (stop.PreStop == TimeSpan.Zero)
            engine.Warning(drain, "drain-restart does what restart does because stop.pre-stop is 0s: it is the time in which the engine drains");
    }

    private static MemoryGrowthSettings ReadGrowth(Section section, out Setting<long> rate, out Setting<TimeSpan> window)
    {
        rate = section.BytesPerHour("rate", LeastLimit, MostLimit);
        window = section.Duration("window", TimeSpan.FromSeconds(1), Limits.LongestWindow);
        section.Done();
        return new MemoryGrowthSettings { BytesPerHour = rate, Window = window };
    }

    private static void Unchecked(Section section, string key, bool limited, Place place, Setting<TimeSpan> interval)
    {
        if (limited && interval.Valid && interval.Value == TimeSpan.Zero)
        {
            section.Error(
                Place.ToBlame(place, interval.Place),
                string.Create(CultureInfo.InvariantCulture, $"the limit {key} would never be checked because interval = 0s switches sampling off"));
        }
    }
}
