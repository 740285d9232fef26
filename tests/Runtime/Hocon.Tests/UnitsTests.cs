namespace Supervision.Hocon.Tests;

public sealed class UnitsTests
{
    [Theory]
    [InlineData("0", 0), InlineData("5", 50_000), InlineData("-5", -50_000), InlineData(" 1.5 s ", 15_000_000)]
    [InlineData("100ns", 1), InlineData("150 nanos", 1), InlineData("1nano", 0), InlineData("1000 nanosecond", 10), InlineData("1000nanoseconds", 10)]
    [InlineData("3us", 30), InlineData("3 micro", 30), InlineData("3micros", 30), InlineData("3 microsecond", 30), InlineData("3 microseconds", 30)]
    [InlineData("3ms", 30_000), InlineData("3milli", 30_000), InlineData("3millis", 30_000), InlineData("3millisecond", 30_000), InlineData("3milliseconds", 30_000)]
    [InlineData("3s", 30_000_000), InlineData("3second", 30_000_000), InlineData("3seconds", 30_000_000)]
    [InlineData("3m", 1_800_000_000), InlineData("3minute", 1_800_000_000), InlineData("3minutes", 1_800_000_000)]
    [InlineData("1h", 36_000_000_000), InlineData("1hour", 36_000_000_000), InlineData("1hours", 36_000_000_000)]
    [InlineData("1d", 864_000_000_000), InlineData("1day", 864_000_000_000), InlineData("1days", 864_000_000_000)]
    [InlineData("1e3 s", 10_000_000_000)]
    public void Duration_EveryUnit_IsTicks(string text, long ticks)
    {
        Assert.True(HoconUnits.TryParseDuration(text, out var value));
        Assert.Equal(ticks, value.Ticks);
    }

    [Theory]
    [InlineData(""), InlineData("s"), InlineData("1 S"), InlineData("1 Second"), InlineData("1 parsec"), InlineData("1 s s"), InlineData("1s1"), InlineData("01s")]
    [InlineData("+1s"), InlineData("1_0s"), InlineData("NaN"), InlineData("Infinity"), InlineData("99999999999999d"), InlineData("1e99999d"), InlineData("9e27d")]
    public void Duration_NoDuration_IsRefused(string text) => Assert.False(HoconUnits.TryParseDuration(text, out _));

    [Theory]
    [InlineData("0", 0), InlineData("12", 12), InlineData("12 B", 12), InlineData("12b", 12), InlineData("12 byte", 12), InlineData("12bytes", 12)]
    [InlineData("1kB", 1000), InlineData("1kilobyte", 1000), InlineData("2 kilobytes", 2000), InlineData("1MB", 1_000_000), InlineData("1megabytes", 1_000_000)]
    [InlineData("1GB", 1_000_000_000), InlineData("1TB", 1_000_000_000_000), InlineData("1PB", 1_000_000_000_000_000), InlineData("1EB", 1_000_000_000_000_000_000)]
    [InlineData("1K", 1024), InlineData("1k", 1024), InlineData("1Ki", 1024), InlineData("1KiB", 1024), InlineData("1kibibyte", 1024), InlineData("1kibibytes", 1024)]
    [InlineData("1M", 1048576), InlineData("1m", 1048576), InlineData("1Mi", 1048576), InlineData("1MiB", 1048576), InlineData("1.5 mebibytes", 1572864)]
    [InlineData("40GiB", 42949672960), InlineData("1g", 1073741824), InlineData("1 gibibyte", 1073741824), InlineData("1t", 1099511627776)]
    [InlineData("1Pi", 1125899906842624), InlineData("7E", 8070450532247928832), InlineData("7 exbibytes", 8070450532247928832)]
    public void Bytes_EveryUnit_IsCount(string text, long bytes)
    {
        Assert.True(HoconUnits.TryParseBytes(text, out var value));
        Assert.Equal(bytes, value);
    }

    [Theory]
    [InlineData("KB"), InlineData("1KB"), InlineData("1 kb"), InlineData("8E"), InlineData("1ZB"), InlineData("1Yi"), InlineData("1 Kib"), InlineData("x")]
    public void Bytes_NoSizeOrTooLarge_IsRefused(string text) => Assert.False(HoconUnits.TryParseBytes(text, out _));

    [Theory]
    [InlineData("3", 0, 0, 3), InlineData("1d", 0, 0, 1), InlineData("2 days", 0, 0, 2), InlineData("2w", 0, 0, 14), InlineData("1 week", 0, 0, 7)]
    [InlineData("5m", 0, 5, 0), InlineData("5 mo", 0, 5, 0), InlineData("5months", 0, 5, 0), InlineData("2y", 2, 0, 0), InlineData("-1 year", -1, 0, 0)]
    public void Period_EveryUnit_IsCalendarSpan(string text, int years, int months, int days)
    {
        Assert.True(HoconUnits.TryParsePeriod(text, out var value));
        Assert.Equal(new HoconPeriod(years, months, days), value);
    }

    [Theory]
    [InlineData("1.5d"), InlineData("1 h"), InlineData("1M"), InlineData("9999999999y"), InlineData("")]
    public void Period_NoPeriod_IsRefused(string text) => Assert.False(HoconUnits.TryParsePeriod(text, out _));
}
