namespace Supervision.Actors.Settings.Loading;

internal static class BackoffReader
{
    public static BackoffSettings Read(Section section, out bool valid)
    {
        var min = section.Duration("min", TimeSpan.Zero, Limits.LongestWait);
        var max = section.Duration("max", TimeSpan.Zero, Limits.LongestWait);
        var factor = section.Number("factor", 1, 1000);
        var jitter = section.Number("jitter", 0, 1);
        var reset = section.Duration("reset-after-ready", TimeSpan.Zero, Limits.LongestWindow);
        section.Done();
        valid = min.Valid && max.Valid && factor.Valid && jitter.Valid;
        if (min.Valid && max.Valid && max.Value < min.Value)
        {
            valid = false;
            section.Error(
                Place.ToBlame(min.Place, max.Place),
                $"the longest delay (max = {Section.Show(max)}) is below the first (min = {Section.Show(min)}); raise max or lower min");
        }

        return new BackoffSettings { Min = min, Max = max, Factor = factor, Jitter = jitter, ResetAfterReady = reset };
    }
}
