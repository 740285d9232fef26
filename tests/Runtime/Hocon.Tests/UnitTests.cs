using Supervision.Hocon;

namespace Supervision.Hocon.Tests;

public sealed class UnitTests
{
    [Theory]
    [InlineData("10", 10)]
    [InlineData("10ms", 10)]
    [InlineData("10 millis", 10)]
    [InlineData("1.5s", 1_500)]
    [InlineData("2 seconds", 2_000)]
    [InlineData("1m", 60_000)]
    [InlineData("1 minute", 60_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("1000us", 1)]
    [InlineData("2000000ns", 2)]
    [InlineData("-1s", -1_000)]
    public void Duration_OfAKnownUnit_IsRead(string text, double milliseconds)
    {
        Assert.True(HoconUnits.TryParseDuration(text, out var value));
        Assert.Equal(milliseconds, value.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("10 parsecs")]
    [InlineData("10S")]
    [InlineData("1e30d")]
    [InlineData("NaN s")]
    public void Duration_OfAnythingElse_IsRefused(string text) => Assert.False(HoconUnits.TryParseDuration(text, out _));

    [Theory]
    [InlineData("5", 5)]
    [InlineData("5B", 5)]
    [InlineData("1kB", 1_000)]
    [InlineData("1K", 1_024)]
    [InlineData("1k", 1_024)]
    [InlineData("1KiB", 1_024)]
    [InlineData("2 MB", 2_000_000)]
    [InlineData("2m", 2 << 20)]
    [InlineData("1.5GiB", 1_610_612_736)]
    [InlineData("3 gigabytes", 3_000_000_000)]
    [InlineData("1 tebibyte", 1L << 40)]
    public void Size_OfAKnownUnit_IsRead(string text, long bytes)
    {
        Assert.True(HoconUnits.TryParseBytes(text, out var value));
        Assert.Equal(bytes, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GB")]
    [InlineData("1 XB")]
    [InlineData("1e10EB")]
    public void Size_OfAnythingElse_IsRefused(string text) => Assert.False(HoconUnits.TryParseBytes(text, out _));

    [Theory]
    [InlineData("a.b", new[] { "a", "b" })]
    [InlineData("a.\"b.c\".d", new[] { "a", "b.c", "d" })]
    [InlineData("\"\"", new[] { "" })]
    public void Path_Parsed_GivesItsElementsAndRendersBack(string path, string[] elements)
    {
        Assert.Equal(elements, HoconPath.Parse(path));
        Assert.Equal(path, HoconPath.Render(elements));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData("a.\"b")]
    public void Path_Malformed_IsRefused(string path) => Assert.Throws<HoconException>(() => HoconPath.Parse(path));
}
