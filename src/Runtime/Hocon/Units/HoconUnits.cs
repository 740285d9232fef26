namespace Supervision.Hocon;

/// <summary>
/// Values with units, by the specification's rules: a number, then a unit of letters or none, white space anywhere but inside them. Units
/// are case-sensitive.
/// </summary>
public static class HoconUnits
{
    private static readonly Dictionary<string, decimal> _ticks = Durations();
    private static readonly Dictionary<string, decimal> _bytes = Sizes();

    /// <summary>Reads a duration: <c>10s</c>, <c>1.5 minutes</c>; a bare number is milliseconds. Parts below 100 ns are dropped.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The duration; zero on failure.</param>
    /// <returns>Whether it is a duration that fits <see cref="TimeSpan"/>.</returns>
    public static bool TryParseDuration(string text, out TimeSpan value)
    {
        var isValid = TryMultiply(text, _ticks, out var ticks);
        value = isValid ? TimeSpan.FromTicks(ticks) : TimeSpan.Zero;
        return isValid;
    }

    /// <summary>
    /// Reads a size in bytes: <c>40GiB</c>, <c>512 kB</c>, <c>1.5m</c>; powers of 1000 for kB, MB, …, of 1024 for K, KiB, M, MiB, …. Parts of
    /// a byte are dropped.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="value">Bytes; zero on failure.</param>
    /// <returns>Whether it is a size that fits 64 bits.</returns>
    public static bool TryParseBytes(string text, out long value) => TryMultiply(text, _bytes, out value);

    /// <summary>Reads a period of whole days (<c>d</c>), weeks (<c>w</c>), months (<c>m</c>, <c>mo</c>) or years (<c>y</c>); a bare number is days.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The period; zero on failure.</param>
    /// <returns>Whether it is a period.</returns>
    public static bool TryParsePeriod(string text, out HoconPeriod value)
    {
        value = default;
        if (!TrySplit(text, out var amount, out var unit) || amount != decimal.Truncate(amount) || Math.Abs(amount) > int.MaxValue / 7)
            return false;
        var count = (int)amount;
        HoconPeriod? period = unit switch
        {
            "" or "d" or "day" or "days" => new(0, 0, count),
            "w" or "week" or "weeks" => new(0, 0, count * 7),
            "m" or "mo" or "month" or "months" => new(0, count, 0),
            "y" or "year" or "years" => new(count, 0, 0),
            _ => null,
        };
        value = period ?? default;
        return period is not null;
    }

    private static bool TryMultiply(string text, Dictionary<string, decimal> units, out long value)
    {
        value = 0;
        if (!TrySplit(text, out var number, out var unit) || !units.TryGetValue(unit, out var factor))
            return false;

        // The largest factor is 1024^6, so that a number of this range cannot overflow the product.
        if (Math.Abs(number) > long.MaxValue)
            return false;
        var total = decimal.Truncate(number * factor);
        if (total is < long.MinValue or > long.MaxValue)
            return false;
        value = (long)total;
        return true;
    }

    private static bool TrySplit(string text, out decimal number, out string unit)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.AsSpan().Trim();
        var end = trimmed.Length;
        while (end > 0 && char.IsLetter(trimmed[end - 1]))
            end--;
        unit = trimmed[end..].ToString();
        return HoconNumbers.TryDecimal(trimmed[..end].TrimEnd(), out number);
    }

    private static Dictionary<string, decimal> Durations()
    {
        var units = new Dictionary<string, decimal>(StringComparer.Ordinal) { [""] = TimeSpan.TicksPerMillisecond };
        Add(units, 0.01m, "ns", "nano", "nanos", "nanosecond", "nanoseconds");
        Add(units, TimeSpan.TicksPerMicrosecond, "us", "micro", "micros", "microsecond", "microseconds");
        Add(units, TimeSpan.TicksPerMillisecond, "ms", "milli", "millis", "millisecond", "milliseconds");
        Add(units, TimeSpan.TicksPerSecond, "s", "second", "seconds");
        Add(units, TimeSpan.TicksPerMinute, "m", "minute", "minutes");
        Add(units, TimeSpan.TicksPerHour, "h", "hour", "hours");
        Add(units, TimeSpan.TicksPerDay, "d", "day", "days");
        return units;
    }

    // Zetta and yotta are left out: no number of them fits 64 bits.
    private static Dictionary<string, decimal> Sizes()
    {
        var units = new Dictionary<string, decimal>(StringComparer.Ordinal);
        Add(units, 1, "", "B", "b", "byte", "bytes");
        string[] thousands = ["kilo", "mega", "giga", "tera", "peta", "exa"];
        string[] kibis = ["kibi", "mebi", "gibi", "tebi", "pebi", "exbi"];
        var (decimals, binaries) = (1m, 1m);
        for (var i = 0; i < thousands.Length; i++)
        {
            decimals *= 1000;
            binaries *= 1024;
            var lower = thousands[i][..1];
            var upper = lower.ToUpperInvariant();
            Add(units, decimals, (i == 0 ? lower : upper) + "B", thousands[i] + "byte", thousands[i] + "bytes");
            Add(units, binaries, upper, lower, upper + "i", upper + "iB", kibis[i] + "byte", kibis[i] + "bytes");
        }

        return units;
    }

    private static void Add(Dictionary<string, decimal> units, decimal factor, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            units[name] = factor;
    }
}
