using System.Globalization;

namespace Supervision.Actors.Messages;

/// <summary>How values that are not text are shown to people: durations as <c>350ms</c>, <c>2.1s</c>, <c>3m 5s</c>, <c>2h</c>.</summary>
internal sealed class HumanValues : IFormatProvider, ICustomFormatter
{
    public static HumanValues Instance { get; } = new();

    public object? GetFormat(Type? formatType) =>
        formatType == typeof(ICustomFormatter) ? this : CultureInfo.InvariantCulture.GetFormat(formatType!);

    public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
    {
        TimeSpan time => Duration(time),
        IFormattable value => value.ToString(format, CultureInfo.InvariantCulture),
        _ => arg?.ToString() ?? "",
    };

    public static string Duration(TimeSpan time) => time switch
    {
        { TotalMilliseconds: < 999.5 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(time.TotalMilliseconds)}ms"),
        { TotalSeconds: < 59.95 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#}s"),
        { TotalMinutes: < 60 } => TwoUnits((long)time.TotalMinutes, "m", time.Seconds, "s"),
        _ => TwoUnits((long)time.TotalHours, "h", time.Minutes, "m"),
    };

    private static string TwoUnits(long large, string largeUnit, int small, string smallUnit) => small == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{large}{largeUnit}")
        : string.Create(CultureInfo.InvariantCulture, $"{large}{largeUnit} {small}{smallUnit}");
}
