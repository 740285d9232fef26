using System.Globalization;

namespace Supervision.Actors.Settings.Loading;

internal static class BudgetReader
{
    /// <summary>The budget, and the place to warn at: none where it is not valid or unlimited.</summary>
    public static BudgetSettings Read(Section section, out Place? place)
    {
        var retries = section.IntegerOrUnlimited("max-retries", 0, Limits.MostRestarts);
        var within = section.Duration("within", TimeSpan.FromMilliseconds(100), Limits.LongestWindow);
        var same = section.IntegerOrOff("same-failures", 2, 1000);
        var retry = section.DurationOrOff("retry-after", TimeSpan.FromMilliseconds(100), Limits.LongestWait);
        section.Done();
        place = retries.Valid && within.Valid && retries.Value is not null ? Place.ToBlame(retries.Place, within.Place) : null;
        return new BudgetSettings { MaxRetries = retries, Within = within, SameFailures = same, RetryAfter = retry };
    }

    /// <summary>
    /// Warns where the oldest restart leaves the window before the last one is allowed: an engine that never comes up would then be
    /// restarted for ever, which a budget is there to prevent. Reckoned with the least time that can pass: delays, and starts that end
    /// at the startup probe's threshold without a try that takes time; without that probe a start ends at once.
    /// </summary>
    public static void CheckWindow(Section section, BackoffSettings backoff, BudgetSettings budget, ProbeSettings? startup, Place place)
    {
        if (budget.MaxRetries is not (>= 1 and { } retries))
            return;
        var start = startup is null ? TimeSpan.Zero : startup.InitialDelay + (startup.Period * (startup.Failures - 1));
        var total = Delays(backoff, retries) + (start.TotalMilliseconds * retries);
        if (total < budget.Within.TotalMilliseconds)
            return;

        // Rounded up to what one would write: a window of exactly this length is enough.
        var needed = TimeSpan.FromMilliseconds(Math.Min(total, Limits.LongestWindow.TotalMilliseconds) + 1);
        var unit = needed >= TimeSpan.FromMinutes(10) ? TimeSpan.TicksPerMinute : TimeSpan.TicksPerSecond;
        var written = TimeSpan.FromTicks((needed.Ticks + unit - 1) / unit * unit);
        section.Warning(
            place,
            $"the budget may never be spent: {(retries == 1 ? "1 restart takes" : string.Create(CultureInfo.InvariantCulture, $"{retries} restarts take"))} "
            + (written > Limits.LongestWindow ? $"more than {Section.Show(Limits.LongestWindow)}" : Section.Show(written)) + " with the backoff delays"
            + (start == TimeSpan.Zero ? "" : $" and {Section.Show(start)} for each start that the startup probe ends")
            + $", and only restarts within {Section.Show(budget.Within)} count; "
            + (written > Limits.LongestWindow ? "" : $"set within = {Section.Show(written)} or more, or ")
            + (start == TimeSpan.Zero ? "lower max-retries or backoff.max" : "lower max-retries, backoff.max or the startup probe's failures"));
    }

    // From the first restart to the failure that exceeds the budget lie the delays 2..n. In milliseconds: the sum may exceed a TimeSpan.
    private static double Delays(BackoffSettings backoff, int retries)
    {
        var total = 0d;
        var max = backoff.Max.TotalMilliseconds;
        var delay = backoff.Min.TotalMilliseconds;
        for (var n = 2; n <= retries; n++)
        {
            var next = Math.Min(delay * backoff.Factor, max);
            var spread = Math.Min(next * (1 + backoff.Jitter), max);
            if (next == delay)
                return total + (spread * (retries - n + 1));
            delay = next;
            total += spread;
        }

        return total;
    }
}
