using System.Globalization;
using Supervision.Hocon;

namespace Supervision.Actors.Settings.Loading;

// The typed reads. Each names what it expects and what it found; a value from an environment variable is a string, so all
// conversions go by the text and not by the HOCON kind.
internal sealed partial class Section
{
    public Setting<string> Text(string key) => Scalar<string>(key, "a text", static text => (text, null));

    public Setting<bool> Switch(string key) => Scalar<bool>(key, "true or false", static text => text switch
    {
        "true" or "yes" or "on" => (true, null),
        "false" or "no" or "off" => (false, null),
        _ => (false, Unparsed),
    });

    /// <summary>One word of a few; the words are matched as they are written.</summary>
    public Setting<T> Choice<T>(string key, params ReadOnlySpan<(string Word, T Value)> choices)
    {
        var words = new string[choices.Length];
        for (var i = 0; i < words.Length; i++)
            words[i] = choices[i].Word;
        var expected = words.Length == 1 ? words[0] : $"{string.Join(", ", words[..^1])} or {words[^1]}";
        var found = Scalar<string>(
            key, expected, text => (text, words.Contains(text) ? null : Unparsed), text => KeySuggestion.Nearest(text, words));
        var index = Array.IndexOf(words, found.Valid ? found.Value : null);
        return new Setting<T>(index < 0 ? default! : choices[index].Value, found.Valid, found.Place);
    }

    public Setting<int> Integer(string key, int min, int max) =>
        Scalar<int>(
            key, string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}"), text => ParseInteger(text, min, max));

    /// <summary>A whole number, or null for <c>unlimited</c>.</summary>
    public Setting<int?> IntegerOrUnlimited(string key, int min, int max) =>
        Scalar<int?>(key, string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max} or unlimited"), text =>
        {
            if (text == "unlimited")
                return (null, null);
            var (value, problem) = ParseInteger(text, min, max);
            return (value, problem);
        });

    public Setting<double> Number(string key, double min, double max) =>
        Scalar<double>(key, string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}"), text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
                ? (value, null)
                : (0, Unparsed));

    /// <summary>A duration within limits; <paramref name="zero"/> says what 0s means where it is allowed besides them.</summary>
    public Setting<TimeSpan> Duration(string key, TimeSpan min, TimeSpan max, string? zero = null)
    {
        var limits = $"from {Show(min)} to {Show(max)}{(zero is null ? "" : $", or 0s ({zero})")}";
        return Scalar<TimeSpan>(key, $"a duration {limits}, such as 500ms, 30s or 5m", text =>
        {
            // HOCON would read a bare number as milliseconds, which hardly anybody means who writes timeout = 45.
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var bare))
            {
                return bare == 0 ? Limited(TimeSpan.Zero)
                    : (default, $"it has no unit; write {text}s for seconds or {text}ms for milliseconds");
            }

            return HoconUnits.TryParseDuration(text, out var value) ? Limited(value) : (default, Unparsed);
        });

        (TimeSpan, string?) Limited(TimeSpan value) =>
            (value >= min && value <= max) || (zero is not null && value == TimeSpan.Zero) ? (value, null) : (value, Unparsed);
    }

    /// <summary>A duration, or null for <c>off</c>.</summary>
    public Setting<TimeSpan?> DurationOrOff(string key, TimeSpan min, TimeSpan max) =>
        Scalar<TimeSpan?>(key, $"a duration from {Show(min)} to {Show(max)}, such as 30s or 5m, or off", text =>
            text == "off" ? (null, null)
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? (null, $"it has no unit; write {text}s for seconds")
            : HoconUnits.TryParseDuration(text, out var value) && value >= min && value <= max ? (value, null)
            : (null, Unparsed));

    /// <summary>A whole number, or null for <c>off</c>.</summary>
    public Setting<int?> IntegerOrOff(string key, int min, int max) =>
        Scalar<int?>(key, string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max} or off"), text =>
        {
            if (text == "off")
                return (null, null);
            var (value, problem) = ParseInteger(text, min, max);
            return (value, problem);
        });

    public Setting<long> Bytes(string key, long min, long max, string? zero = null) =>
        Scalar<long>(key, $"a size {ShowLimits(min, max, zero)}, such as {(max < 1L << 30 ? "16KiB" : "512MiB or 40GiB")}", text =>
            HoconUnits.TryParseBytes(text, out var value) && ((value >= min && value <= max) || (zero is not null && value == 0))
                ? (value, null)
                : (0, Unparsed));

    /// <summary>A size, or a share of something as a number above 0 and up to 1; 0 is none.</summary>
    public Setting<MemoryShare> SizeOrShare(string key, long min, long max) =>
        Scalar<MemoryShare>(key, $"a share above 0 and up to 1, such as 0.9, or a size {ShowLimits(min, max, "no limit")}", text =>
        {
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1)
                return (new MemoryShare(0, share), null);
            return HoconUnits.TryParseBytes(text, out var bytes) && bytes >= min && bytes <= max ? (new MemoryShare(bytes, 0), null) : (default, Unparsed);
        });

    /// <summary>A size per second, minute, hour or day, as bytes per hour; 0 is none.</summary>
    public Setting<long> BytesPerHour(string key, long min, long max) =>
        Scalar<long>(key, $"a size per s, m, h or d, such as 1GiB/h, that is {ShowLimits(min, max, "no limit")} an hour", text =>
        {
            if (text == "0")
                return (0, null);
            var slash = text.LastIndexOf('/');
            var perHour = (slash < 0 ? "" : text[(slash + 1)..].Trim()) switch { "s" => 3600, "m" => 60, "h" => 1, "d" => 1.0 / 24, _ => 0 };
            if (slash < 0)
                return (0, $"per what? write {text}/h");
            return perHour > 0 && HoconUnits.TryParseBytes(text[..slash].Trim(), out var bytes) && bytes * perHour >= min && bytes * perHour <= max
                ? ((long)(bytes * perHour), null)
                : (0, Unparsed);
        });

    /// <summary>A duration as one would write it: in the largest unit that divides it.</summary>
    public static string Show(TimeSpan value)
    {
        ReadOnlySpan<(long Ticks, string Unit)> units =
        [
            (TimeSpan.TicksPerDay, "d"), (TimeSpan.TicksPerHour, "h"), (TimeSpan.TicksPerMinute, "m"), (TimeSpan.TicksPerSecond, "s"),
        ];
        foreach (var (ticks, unit) in units)
        {
            if (value.Ticks >= ticks && value.Ticks % ticks == 0)
                return string.Create(CultureInfo.InvariantCulture, $"{value.Ticks / ticks}{unit}");
        }

        return value >= TimeSpan.FromSeconds(1) ? string.Create(CultureInfo.InvariantCulture, $"{value.TotalSeconds:0.###}s")
            : value > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $"{value.TotalMilliseconds:0.###}ms")
            : "0s";
    }

    private static string ShowLimits(long min, long max, string? zero) =>
        $"from {ShowBytes(min)} to {ShowBytes(max)}{(zero is null ? "" : $", or 0 ({zero})")}";

    // A problem without words of its own: the expectation says it all.
    private const string Unparsed = "";

    private static string ShowBytes(long value)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
        var unit = 0;
        while (value >= 1024 && value % 1024 == 0 && unit < units.Length - 1)
            (value, unit) = (value / 1024, unit + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{value}{units[unit]}");
    }

    private static (int, string?) ParseInteger(string text, int min, int max) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? (value, null)
            : (0, Unparsed);

    private Setting<T> Scalar<T>(
        string key, string expected, Func<string, (T Value, string? Problem)> parse, Func<string, string?>? nearest = null)
    {
        if (!TryFind(key, out var value, out var place))
        {
            // Only below something that was already reported, or where reference.conf itself has a hole.
            if (!IsBroken)
                Error(place, $"is missing; expected {expected}");
            return new Setting<T>(default!, false, place);
        }

        if (value is not HoconScalar scalar || scalar.IsNull)
        {
            Error(place, $"expected {expected}, found {Describe(value)}");
            return new Setting<T>(default!, false, place);
        }

        var (parsed, problem) = parse(scalar.Text);
        if (problem is null)
            return new Setting<T>(parsed, true, place);
        var hint = nearest?.Invoke(scalar.Text);
        problem = hint is null ? problem : $"did you mean '{hint}'?";
        _report.Error(place, $"expected {expected}, found {Describe(value)}{(problem.Length == 0 ? "" : $"; {problem}")}", hint);
        return new Setting<T>(default!, false, place);
    }
}
