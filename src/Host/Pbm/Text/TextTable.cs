using Supervision.Pbm.Terminals;

namespace Supervision.Pbm;

/// <summary>Aligned columns.</summary>
internal static class TextTable
{
    /// <summary>Lines for rows of the same length, the header among them; the last column is not filled up.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (rows.Count == 0)
            yield break;
        int[] widths = [.. Enumerable.Range(0, rows[0].Count).Select(column => rows.Max(row => Columns.Of(row[column])))];
        foreach (IReadOnlyList<string> row in rows)
        {
            yield return string.Join("  ", row.Select((text, column) => column == row.Count - 1 ? text : Columns.Fit(text, widths[column]))).TrimEnd();
        }
    }
}
