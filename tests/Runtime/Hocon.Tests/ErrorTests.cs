using System.Text;
using Supervision.Hocon;

namespace Supervision.Hocon.Tests;

public sealed class ErrorTests
{
    private static readonly string[] _cases =
    [
        "a = \"never closed\nb = 1",
        "a = \"\"\"never closed",
        "a { b = 1",
        "a = [1, 2",
        "a = 1 }",
        "a",
        "a =",
        "= 1",
        "a..b = 1",
        ".a = 1",
        "a. = 1",
        "a = \"\\q\"",
        "a = x ? y",
        "a = ${b",
        "a = ${b}",
        "a = ${a}",
        "a = ${b}\nb = ${a}",
        "a { b = ${a} }",
        ", a = 1",
        "a = [1,,2]",
        "a = 1,, b = 2",
        "a = 1 b = 2",
        "a = {x=1} [2]",
        "[1, 2]",
        "a = @b\nc = 1\nd = `e`",
        "include required(\"nothing-of-that-name\")",
        "a = 1\n  b = %x\n  c = ^",
    ];

    [Fact]
    public void Errors_AreShownWithPlaceLineAndCaret_AsInTheBaseline()
    {
        var text = new StringBuilder();
        foreach (var source in _cases)
        {
            text.Append("=====\n").Append(source).Append("\n-----\n");
            var error = Record.Exception(() => HoconDocument.Parse(source, new HoconOptions { SourceName = "test.conf", Environment = _ => null }).Resolve());
            if (error is HoconException known)
            {
                foreach (var one in known.Errors)
                {
                    text.Append(one.Render()).Append('\n');
                }
            }
            else
            {
                text.Append(error?.ToString() ?? "no error").Append('\n');
            }
        }

        Baseline.Verify("Hocon/Errors.txt", text.ToString());
    }

    [Fact]
    public void Parse_SeveralErrors_AreAllReported()
    {
        var error = Assert.Throws<HoconException>(() => HoconDocument.Parse("a = @\nb = 1\nc = ^\nd {\n  e = ` \n}\n"));
        Assert.Equal([1, 3, 5], error.Errors.Select(one => one.Origin.Line));
    }

    [Fact]
    public void Reads_OfTheWrongType_NameValuePlaceAndExpectation()
    {
        var root = HoconDocument.Parse("a = 1\nb = soon", new HoconOptions { SourceName = "x.conf" }).Resolve();
        Assert.Equal("x.conf:2:5: error: b is 'soon'; expected a duration such as 10s", Assert.Throws<HoconException>(() => root.GetDuration("b")).Message);
        Assert.Contains("c is missing", Assert.Throws<HoconException>(() => root.GetString("c")).Message);
    }

    [Fact]
    public void Origins_SurviveMergingAndSubstitution()
    {
        var low = HoconDocument.Parse("a = 1\nb = ${a}", new HoconOptions { SourceName = "low.conf" });
        var high = HoconDocument.Parse("\n  a = 2", new HoconOptions { SourceName = "high.conf" });
        var root = high.WithFallback(low).Resolve();
        Assert.Equal("high.conf:2:7", root["a"].Origin.ToString());
        Assert.Equal("high.conf:2:7", root["b"].Origin.ToString());
        Assert.Equal("low.conf:2:1", root.KeyOrigin("b").ToString());
    }
}
