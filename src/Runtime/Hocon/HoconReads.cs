using System.Globalization;
using Supervision.Hocon.Resolving;

namespace Supervision.Hocon;

/// <summary>Typed reads by path. Each throws <see cref="HoconException"/> with the value's place where it is absent or not of the type.</summary>
public static class HoconReads
{
    /// <summary>A string; numbers and booleans read as their text.</summary>
    /// <param name="value">The object to read from.</param>
    /// <param name="path">A path expression.</param>
    public static string GetString(this HoconObject value, string path) => Scalar(value, path, "a string").Text;

    /// <summary>A 32-bit integer.</summary>
    /// <param name="value">The object to read from.</param>
    /// <param name="path">A path expression.</param>
    public static int GetInt(this HoconObject value, string path) => Convert<int>(value, path, "an integer", TryInt);

    /// <summary>A 64-bit integer.</summary>
    /// <param name="value">The object to read from.</param>
    /// <param name="path">A path expression.</param>
    public static long GetLong(this HoconObject value, string path) => Convert<long>(value, path, "an integer", TryLong);

    /// <summary>A number.</summary>
    /// <param name="value">The object to read from.</param>
    /// <param name="path">A path expression.</param>
    public static double GetDouble(this HoconObject value, string path) => Convert<double>(value, path, "a number", TryDouble);

    /// <summary><c>true</c>, <c>yes</c>, <c>on</c> or <c>false</c>, <c>no</c>, <c>off</c>.</summary>
    /// <param name="value">The object to read from.</param>
    /// <param name="path">A path expression.</param>
    public static bool GetBoolean(this HoconObject value, string path) => Convert<bool>(value, path, "true or false", TryBoolean);

    /// <summary>A duration; a bare number is milliseconds.</summary>
    /// <param name="value">The object to read from.</param>
    /// <param name="path">A path expression.</param>
    public static TimeSpan GetDuration(this HoconObject value, string path) =>
        Convert<TimeSpan>(value, path, "a duration such as 10s", HoconUnits.TryParseDuration);

    /// <summary>A size in bytes.</summary>
    /// <param name="value">The object to read from.</param>
    /// <param name="path">A path expression.</param>
    public static long GetBytes(this HoconObject value, string path) => Convert<long>(value, path, "a size such as 40GiB", HoconUnits.TryParseBytes);

    /// <summary>Strings in order; an object with integer keys reads as an array.</summary>
    /// <param name="value">The object to read from.</param>
    /// <param name="path">A path expression.</param>
    public static IReadOnlyList<string> GetStringList(this HoconObject value, string path)
    {
        var found = Value(value, path);
        var array = found as HoconArray ?? (found is HoconObject candidate ? NumericKeys(candidate) : null);
        return array is not null && array.All(item => item is HoconScalar { Kind: not HoconScalarKind.Null })
            ? [.. array.Select(item => ((HoconScalar)item).Text)]
            : throw new HoconException(found, $"{path} is {Describe(found)}; expected an array of strings");
    }

    /// <summary>Whether a text is one of the specification's booleans, and which.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The boolean; false on failure.</param>
    public static bool TryBoolean(string text, out bool value)
    {
        value = text is "true" or "yes" or "on";
        return value || text is "false" or "no" or "off";
    }

    /// <summary>The specification's conversion of an object to an array: values of integer keys in their order, others dropped.</summary>
    /// <param name="value">The object.</param>
    /// <returns>Null where no key is an integer.</returns>
    public static HoconArray? NumericKeys(HoconObject value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Concatenating.AsArray(value);
    }

    /// <summary>Reads a text as a number of the type, by the specification's rules; 1.0 and 1e3 are integers too.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The number; zero on failure.</param>
    public static bool TryInt(string text, out int value)
    {
        value = 0;
        if (!TryLong(text, out var wide) || wide is < int.MinValue or > int.MaxValue)
        {
            return false;
        }

        value = (int)wide;
        return true;
    }

    /// <summary>Reads a text as a number of the type, by the specification's rules; 1.0 and 1e3 are integers too.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The number; zero on failure.</param>
    public static bool TryLong(string text, out long value)
    {
        var isWhole = HoconNumbers.TryDecimal(text, out var number) && number == decimal.Truncate(number)
            && number is >= long.MinValue and <= long.MaxValue;
        value = isWhole ? (long)number : 0;
        return isWhole;
    }

    /// <summary>Reads a text as a number of the type, by the specification's rules; 1.0 and 1e3 are integers too.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The number; zero on failure.</param>
    public static bool TryDouble(string text, out double value)
    {
        value = 0;
        return HoconNumbers.IsNumber(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }

    private static T Convert<T>(HoconObject value, string path, string expected, TryRead<T> read)
    {
        var scalar = Scalar(value, path, expected);
        return read(scalar.Text, out var result)
            ? result
            : throw new HoconException(scalar, $"{path} is {Describe(scalar)}; expected {expected}");
    }

    private static HoconScalar Scalar(HoconObject value, string path, string expected) =>
        Value(value, path) is HoconScalar { Kind: not HoconScalarKind.Null } scalar
            ? scalar
            : throw new HoconException(Value(value, path), $"{path} is {Describe(Value(value, path))}; expected {expected}");

    private static HoconValue Value(HoconObject value, string path)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.TryGet(path, out var found) ? found : throw new HoconException(value, $"{path} is missing");
    }

    private static string Describe(HoconValue value) => value switch
    {
        HoconObject => "an object",
        HoconArray => "an array",
        HoconScalar { Kind: HoconScalarKind.Null } => "null",
        HoconScalar scalar => $"'{scalar.Text}'",
        _ => "a value",
    };

    private delegate bool TryRead<T>(string text, out T value);
}
