using System.Globalization;

namespace TinyEngine.Settings;

/// <summary><c>250ms</c>, <c>3s</c>, <c>1.5m</c>, <c>1h</c>; a bare number means seconds.</summary>
internal static class Durations
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public static bool TryParse(string text, out TimeSpan duration)
    {
        (string unit, double seconds) = text switch
        {
            _ when text.EndsWith("ms", StringComparison.Ordinal) => ("ms", 0.001),
            _ when text.EndsWith('s') => ("s", 1),
            _ when text.EndsWith('m') => ("m", 60),
            _ when text.EndsWith('h') => ("h", 3600),
            _ => ("", 1.0),
        };
        duration = default;
        if (!double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out double number))
            return false;
        if (!double.IsFinite(number) || number * seconds > Longest.TotalSeconds)
            return false;
        duration = TimeSpan.FromSeconds(number * seconds);
        return true;
    }

    public static TimeSpan Parse(string text) => TryParse(text, out TimeSpan duration)
        ? duration
        : throw new FormatException($"'{text}' is not a duration such as 250ms, 3s or 2m, at most a day");
}
