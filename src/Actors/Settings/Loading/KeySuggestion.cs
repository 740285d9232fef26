namespace Supervision.Actors.Settings.Loading;

/// <summary>Finds what somebody meant who wrote a word that nobody knows.</summary>
internal static class KeySuggestion
{
    /// <summary>The setting that an unknown key of a section was meant for: another system's name for it, or the nearest word.</summary>
    public static string? Setting(string written, IReadOnlyCollection<string> known) => ForeignNames.Find(written, known) ?? Nearest(written, known);

    /// <summary>The known word nearest to the written one, or null where none is near enough to be meant.</summary>
    public static string? Nearest(string written, IReadOnlyCollection<string> known)
    {
        string? best = null;
        var bestDistance = int.MaxValue;
        var plain = Plain(written);
        foreach (var candidate in known)
        {
            var distance = Distance(plain, Plain(candidate));
            if (distance < bestDistance)
                (best, bestDistance) = (candidate, distance);
        }

        if (bestDistance <= Math.Max(1, plain.Length / 3))
            return best;

        // A word and its short form, such as minimum and min, where only one candidate is meant.
        var forms = known.Where(one => plain.Length >= 3 && one.Length >= 3 && IsShortForm(plain, Plain(one))).Take(2).ToArray();
        return forms.Length == 1 ? forms[0] : null;
    }

    /// <summary>"; did you mean 'x'?" or, where nothing is near, "; known here: a, b, c".</summary>
    public static string Hint(string written, IReadOnlyCollection<string> known) =>
        Setting(written, known) is { } near ? $"; did you mean '{near}'?"
        : known.Count > 0 ? $"; known here: {string.Join(", ", known)}"
        : "";

    /// <summary>Damerau-Levenshtein distance (optimal string alignment): insertions, deletions, replacements, swaps of neighbours.</summary>
    public static int Distance(string a, string b)
    {
        var before = new int[b.Length + 1];
        var previous = new int[b.Length + 1];
        var current = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    best = Math.Min(best, before[j - 2] + 1);
                current[j] = best;
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[b.Length];
    }

    private static bool IsShortForm(string a, string b) =>
        a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal);

    /// <summary>maxRetries, max_retries and max-retries are the same word in three spellings.</summary>
    public static string Plain(string word) =>
        word.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
}
