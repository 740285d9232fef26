namespace Supervision.Entrypoint.CommandLine;

/// <summary>Finds what a mistyped word was probably meant to be.</summary>
internal static class Suggestion
{
    /// <summary>"; did you mean 'X'?" for the nearest word, or nothing where none is near.</summary>
    public static string For(string word, IReadOnlyList<string> known)
    {
        var (nearest, distance) = known.Select(k => (k, Distance(word, k))).MinBy(p => p.Item2);
        return distance <= Math.Max(1, word.Length / 3) ? $"; did you mean '{nearest}'?" : "";
    }

    /// <summary>Levenshtein's distance.</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = a[i - 1] == b[j - 1] ? diagonal : diagonal + 1;
                diagonal = row[j];
                row[j] = Math.Min(cost, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
