using System.Collections.Immutable;
using System.Globalization;

namespace Supervision.Actors.Settings;

/// <summary>HTTP statuses, as <c>200-399</c> or <c>200,204,300-399</c>.</summary>
public sealed record StatusSet
{
    private readonly ImmutableArray<(int First, int Last)> _ranges;
    private readonly string _text;

    private StatusSet(ImmutableArray<(int First, int Last)> ranges, string text)
    {
        _ranges = ranges;
        _text = text;
    }

    /// <summary>200 to 399.</summary>
    public static StatusSet Default { get; } = new([(200, 399)], "200-399");

    /// <summary>Reads a set.</summary>
    /// <param name="text">Statuses and ranges of them from 100 to 599, separated by commas.</param>
    /// <returns>The set, or null where the text is none.</returns>
    public static StatusSet? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ranges = ImmutableArray.CreateBuilder<(int, int)>();
        foreach (var part in text.Split(','))
        {
            var dash = part.IndexOf('-', StringComparison.Ordinal);
            if (!TryStatus(dash < 0 ? part : part[..dash], out var first) || !TryStatus(part[(dash + 1)..], out var last) || last < first)
                return null;
            ranges.Add((first, last));
        }

        return new StatusSet(ranges.ToImmutable(), text);
    }

    /// <summary>Whether a status is in the set.</summary>
    /// <param name="status">The status.</param>
    public bool Contains(int status)
    {
        foreach (var (first, last) in _ranges)
        {
            if (status >= first && status <= last)
                return true;
        }

        return false;
    }

    /// <summary>Whether both are written the same.</summary>
    /// <param name="other">Another set.</param>
    public bool Equals(StatusSet? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static bool TryStatus(string text, out int status) =>
        int.TryParse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out status) && status is >= 100 and <= 599;
}
