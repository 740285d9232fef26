namespace Supervision.Hocon.Tests;

public sealed class OriginTests
{
    [Fact]
    public void Origin_AfterMergeAndSubstitution_IsWhereValueWasWritten()
    {
        var low = HoconDocument.Parse("# defaults\na { x = 1, y = 2 }\n", new HoconOptions { SourceName = "low.conf" });
        var high = HoconDocument.Parse("a.y = 3\n  b = ${a.x}\n", new HoconOptions { SourceName = "high.conf" });

        var all = high.WithFallback(low).WithOverride("c.d", "5", "command line").Resolve();

        var a = Assert.IsType<HoconObject>(all["a"]);
        Assert.Equal("low.conf:2:9", a["x"].Origin.ToString());
        Assert.Equal("high.conf:1:7", a["y"].Origin.ToString());
        Assert.Equal("high.conf:1:1", a.KeyOrigin("y").ToString());
        Assert.Equal("low.conf:2:9", all["b"].Origin.ToString());
        Assert.Equal("high.conf:2:3", all.KeyOrigin("b").ToString());
        Assert.True(all.TryGet("c.d", out var overridden));
        Assert.Equal("command line", overridden.Origin.ToString());
    }

    [Fact]
    public void Origin_FromEnvironment_NamesVariable() =>
        Assert.Equal("environment variable N", Json.Resolve("a = ${N}", ("N", "1"))["a"].Origin.ToString());

    [Fact]
    public void Origin_AfterByteOrderMarkAndCrLf_CountsNeither()
    {
        var actual = HoconDocument.Parse("\uFEFFa = 1\r\n b = 2", new HoconOptions { SourceName = "x" }).Resolve();

        Assert.Equal("x:1:1", actual.KeyOrigin("a").ToString());
        Assert.Equal("x:1:5", actual["a"].Origin.ToString());
        Assert.Equal("x:2:6", actual["b"].Origin.ToString());
    }

    [Fact]
    public void SourceLine_OfOwnOrigin_IsTheLine()
    {
        var document = HoconDocument.Parse("a = 1\nb = 2 # two\n", new HoconOptions { SourceName = "x" });

        Assert.Equal("b = 2 # two", document.SourceLine(document.Resolve()["b"].Origin));
        Assert.Null(document.SourceLine(new HoconOrigin("y", 1, 1)));
    }
}
