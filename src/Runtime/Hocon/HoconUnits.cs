using System.Globalization;

namespace Supervision.Hocon;

/// <summary>Values with units, by the specification's rules: white space between number and unit is ignored.</summary>
public static class HoconUnits
{
    private static readonly Dictionary<string, double> _ticks = BuildTicks();

    private static readonly Dictionary<string, double> _bytes = BuildBytes();

    /// <summary>Reads a duration: <c>10s</c>, <c>1.5 minutes</c>; a bare number is milliseconds.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The duration; zero on failure.</param>
    /// <returns>Whether it is a duration that fits <see cref="TimeSpan"/>.</returns>
    public static bool TryParseDuration(string text, out TimeSpan value)
    {
        value = default;
        if (!TrySplit(text, out var number, out var unit) || !_ticks.TryGetValue(unit, out var ticks))
        {
            return false;
        }

        var total = number * ticks;
        if (double.Abs(total) >= TimeSpan.MaxValue.Ticks)
        {
            return false;
        }

        value = TimeSpan.FromTicks((long)Math.Round(total));
        return true;
    }

    /// <summary>Reads a size in bytes: <c>40GiB</c>, <c>512 kB</c>, <c>1.5m</c>; powers of 1000 for kB, MB, …, of 1024 for K, KiB, M, MiB, ….</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">Bytes; zero on failure.</param>
    /// <returns>Whether it is a size that fits 64 bits.</returns>
    public static bool TryParseBytes(string text, out long value)
    {
        value = 0;
        if (!TrySplit(text, out var number, out var unit) || !_bytes.TryGetValue(unit, out var factor))
        {
            return false;
        }

        var total = number * factor;
        if (double.Abs(total) >= long.MaxValue)
        {
            return false;
        }

        value = (long)total;
        return true;
    }

    private static bool TrySplit(string text, out double number, out string unit)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.AsSpan().Trim();
        var end = trimmed.Length;
        while (end > 0 && char.IsLetter(trimmed[end - 1]))
        {
            end--;
        }

        unit = trimmed[end..].ToString();
        return double.TryParse(trimmed[..end].Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
    }

    private static Dictionary<string, double> BuildTicks()
    {
        var units = new Dictionary<string, double>(StringComparer.Ordinal) { [""] = TimeSpan.TicksPerMillisecond };
        Add(0.01, "ns", "nano", "nanos", "nanosecond", "nanoseconds");
        Add(TimeSpan.TicksPerMicrosecond, "us", "micro", "micros", "microsecond", "microseconds");
        Add(TimeSpan.TicksPerMillisecond, "ms", "milli", "millis", "millisecond", "milliseconds");
        Add(TimeSpan.TicksPerSecond, "s", "second", "seconds");
        Add(TimeSpan.TicksPerMinute, "m", "minute", "minutes");
        Add(TimeSpan.TicksPerHour, "h", "hour", "hours");
        Add(TimeSpan.TicksPerDay, "d", "day", "days");
        return units;

        void Add(double ticks, params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                units[name] = ticks;
            }
        }
    }

    private static Dictionary<string, double> BuildBytes()
    {
        var units = new Dictionary<string, double>(StringComparer.Ordinal) { [""] = 1, ["B"] = 1, ["b"] = 1, ["byte"] = 1, ["bytes"] = 1 };
        string[] decimals = ["kilo", "mega", "giga", "tera", "peta", "exa"];
        string[] binaries = ["kibi", "mebi", "gibi", "tebi", "pebi", "exbi"];
        for (var i = 0; i < decimals.Length; i++)
        {
            var letter = char.ToUpperInvariant(decimals[i][0]).ToString();
            var (thousands, kibis) = (Math.Pow(1000, i + 1), Math.Pow(1024, i + 1));
            units[(i == 0 ? "k" : letter) + "B"] = thousands;
            units[decimals[i] + "byte"] = thousands;
            units[decimals[i] + "bytes"] = thousands;
            units[letter] = kibis;
            units[letter.ToLowerInvariant()] = kibis;
            units[letter + "i"] = kibis;
            units[letter + "iB"] = kibis;
            units[binaries[i] + "byte"] = kibis;
            units[binaries[i] + "bytes"] = kibis;
        }

        return units;
    }
}
