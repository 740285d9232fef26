using System.Globalization;

namespace Supervision.Pbm;

/// <summary>Numbers as people read them.</summary>
internal static class HumanText
{
    /// <summary>As <c>512 MiB</c>; three digits or so.</summary>
    public static string Bytes(long? bytes)
    {
        if (bytes is not { } number)
            return "-";
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];
        double value = number;
        int unit = 0;
        while (value >= 1000 && unit < units.Length - 1)
        {
            value /= 1024;
            unit++;
        }
        return unit == 0 || value >= 99.95
            ? string.Create(CultureInfo.InvariantCulture, $"{value:0} {units[unit]}")
            : string.Create(CultureInfo.InvariantCulture, $"{value:0.0} {units[unit]}");
    }

    /// <summary>As <c>1d 2h</c>, <c>3h 4m</c>, <c>5m 6s</c> or <c>7s</c>; two units at most.</summary>
    public static string Duration(TimeSpan? time) => time switch
    {
        null => "-",
        { TotalDays: >= 1 } t => $"{t.Days}d {t.Hours}h",
        { TotalHours: >= 1 } t => $"{t.Hours}h {t.Minutes}m",
        { TotalMinutes: >= 1 } t => $"{t.Minutes}m {t.Seconds}s",
        { TotalSeconds: >= 1 } t => $"{t.Seconds}s",
        { } t => $"{t.TotalMilliseconds:0}ms",
    };

    /// <summary>Cores in use as per cent of one.</summary>
    public static string Cpu(double? cores) => cores is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number * 100:0.0}%") : "-";
}
