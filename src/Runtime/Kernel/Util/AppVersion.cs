using System.Globalization;
using System.Text.RegularExpressions;

namespace Supervision.Util;

/// <summary>A version of an application: one to three numbers and what follows them, as in <c>1.2.3-M1</c>, or any text.</summary>
public partial class AppVersion : IComparable<AppVersion>, IEquatable<AppVersion>
{
    /// <summary><c>0.0.0</c>.</summary>
    public static readonly AppVersion Zero = Create("0.0.0");

    private readonly int[]? _numbers;
    private readonly string _rest;

    private AppVersion(string version, int[]? numbers, string rest)
    {
        Version = version;
        _numbers = numbers;
        _rest = rest;
    }

    /// <summary>The text that it was made of.</summary>
    public string Version { get; }

    /// <summary>Reads a version.</summary>
    /// <param name="version">The text; one that does not begin with numbers and dots, or with a single number and more, is a version of its own
    /// kind: compared as text, and lower than all with numbers.</param>
    /// <exception cref="FormatException">A part that must be a number is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are more than three numbers.</exception>
    public static AppVersion Create(string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        var cut = version.IndexOfAny(['-', '+']);
        var head = cut < 0 ? version : version[..cut];
        var rest = cut < 0 ? "" : version[cut..];
        var parts = head.Split('.');
        if (parts.Length == 1 && (rest.Length > 0 || !int.TryParse(head, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            return new(version, null, version);
        if (parts.Length > 3)
            throw new ArgumentOutOfRangeException(nameof(version), version, "Only three numbers are supported.");
        var numbers = new int[3];
        for (var i = 0; i < parts.Length; i++)
            numbers[i] = int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new FormatException($"[{version}]: [{parts[i]}] is not a number.");
        return new(version, numbers, rest);
    }

    /// <summary>Numbers first; then one with nothing behind them is the higher; then what is behind, part by part, digits as numbers.</summary>
    /// <param name="other">What it is compared with.</param>
    public int CompareTo(AppVersion? other)
    {
        if (other is null)
            return 1;
        if (_numbers is null || other._numbers is null)
            return _numbers is null && other._numbers is null
                ? string.CompareOrdinal(Version, other.Version)
                : _numbers is null ? -1 : 1;
        var byNumbers = _numbers.AsSpan().SequenceCompareTo(other._numbers);
        if (byNumbers != 0)
            return byNumbers;
        if (_rest.Length == 0 || other._rest.Length == 0)
            return other._rest.Length.CompareTo(_rest.Length);
        return CompareRest(_rest, other._rest);
    }

    /// <inheritdoc/>
    public bool Equals(AppVersion? other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AppVersion);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_numbers?[0], _numbers?[1], _numbers?[2], _rest);

    /// <inheritdoc/>
    public override string ToString() => Version;

    /// <summary>Whether both are the same version.</summary>
    public static bool operator ==(AppVersion? first, AppVersion? second) => first is null ? second is null : first.Equals(second);

    /// <summary>Whether they are different versions.</summary>
    public static bool operator !=(AppVersion? first, AppVersion? second) => !(first == second);

    private static int CompareRest(string one, string other)
    {
        var (left, right) = (Pieces().Matches(one), Pieces().Matches(other));
        for (var i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            var a = left[i].Value;
            var b = right[i].Value;
            var compared = long.TryParse(a, NumberStyles.None, CultureInfo.InvariantCulture, out var x)
                && long.TryParse(b, NumberStyles.None, CultureInfo.InvariantCulture, out var y)
                ? x.CompareTo(y)
                : string.CompareOrdinal(a, b);
            if (compared != 0)
                return compared;
        }

        return left.Count.CompareTo(right.Count);
    }

    [GeneratedRegex("[0-9]+|[^0-9]+")]
    private static partial Regex Pieces();
}
