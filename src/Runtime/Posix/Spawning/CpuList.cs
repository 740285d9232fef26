using System.Globalization;

namespace Supervision.Posix;

/// <summary>Sets of processors as Linux writes them: <c>0-3,8</c>.</summary>
public static class CpuList
{
    /// <summary>The highest processor number that can be written.</summary>
    public const int Highest = 8191;

    /// <summary>Reads numbers and ranges.</summary>
    /// <param name="text">For example <c>0-3,8</c>.</param>
    /// <param name="processors">The numbers in ascending order, each once; never empty when the text is right.</param>
    /// <returns>False for anything else.</returns>
    public static bool TryParse(string? text, out IReadOnlyList<int> processors)
    {
        var set = new SortedSet<int>();
        processors = [];
        foreach (var part in (text ?? "").Split(','))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !TryNumber(ends[0], out var first) || !TryNumber(ends[^1], out var last) || first > last)
                return false;
            for (var processor = first; processor <= last; processor++)
                set.Add(processor);
        }

        processors = [.. set];
        return true;
    }

    internal static byte[] Mask(IReadOnlyList<int> processors)
    {
        // The kernel wants whole words.
        var mask = new byte[(processors.Max() / 64 + 1) * 8];
        foreach (var processor in processors)
            mask[processor / 8] |= (byte)(1 << (processor % 8));
        return mask;
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= Highest;
}
