using System.Globalization;

namespace Supervision.Actors.Settings.Loading;

internal static class BudgetReader
{
    /// <summary>The budget, and the place to warn at: none where it is not valid or unlimited.</summary>
    public static BudgetSettings Read(Section section, out Place? place)
    {
        var retries = section.IntegerOrUnlimited("max-retries", 0, Limits.MostRestarts);
        var within = section.Duration("within", TimeSpan.FromMilliseconds(100), Limits.LongestWindow);
        section.Done();
        place = retries.Valid && within.Valid && retries.Value is not null ? Place.ToBlame(retries.Place, within.Place) : null;
        return new BudgetSettings { MaxRetries = retries, Within = within };
    }

    /// <summary>
    /// Warns where the delays alone let the oldest restart leave the window before the last one is allowed: an engine that always
    /// crashes would then be restarted for ever, which a budget is there to prevent.
    /// </summary>
    public static void CheckWindow(Section section, BackoffSettings backoff, BudgetSettings budget, Place place)
    {
        if (budget.MaxRetries is not (> 1 and { } retries))
            return;
        var total = Delays(backoff, retries, budget.Within);
        if (total >= budget.Within)
        {
            section.Warning(place, string.Create(
                CultureInfo.InvariantCulture,
                $"the budget may never be spent: the backoff delays between {retries} restarts reach {Section.Show(total)} or more, ")
                + $"and only restarts within {Section.Show(budget.Within)} count; widen within, or lower max-retries or backoff.max");
        }
    }

    // From the first restart to the failure that exceeds the budget lie the delays 2..n. Stops counting once the window is full.
    private static TimeSpan Delays(BackoffSettings backoff, int retries, TimeSpan window)
    {
        var total = TimeSpan.Zero;
        var delay = backoff.Min.TotalMilliseconds;
        for (var n = 2; n <= retries && total < window; n++)
        {
            delay = Math.Min(delay * backoff.Factor, backoff.Max.TotalMilliseconds);
            var spread = Math.Min(delay * (1 + backoff.Jitter), backoff.Max.TotalMilliseconds);
            total += TimeSpan.FromMilliseconds(spread);
        }

        return total;
    }
}
