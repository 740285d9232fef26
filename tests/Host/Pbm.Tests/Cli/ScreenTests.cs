using System.Text.RegularExpressions;
using Supervision.Pbm.Terminals;
using Supervision.Pbm.Top;

namespace Supervision.Pbm.Tests.Cli;

public sealed partial class ScreenTests
{
    private const string Snapshot = """
        {"host":"gpu1","version":"0.1.0","uptime":"2h 3m","cpu":1.25,"memory":34359738368,"engines":[
        {"name":"vllm-0","group":"serving","state":"RUNNING","ready":"ready","pid":11,"uptime":3725.5,"restarts":0,"cpu":1.2,"memory":34359738368,"gpu-memory":85899345920,"progress":"busy","note":""},
        {"name":"vllm-1","group":"serving","state":"BACKOFF","ready":"not-ready","pid":null,"uptime":null,"restarts":4,"cpu":null,"memory":null,"gpu-memory":null,"progress":null,"note":"exit: exited with code 3\u001b[2J"},
        {"name":"sidecar","group":"default","state":"RUNNING","ready":"ready","pid":12,"uptime":5,"restarts":0,"cpu":0.05,"memory":1048576,"gpu-memory":null,"progress":null,"note":"日本語"}]}
        """;

    [Theory]
    [InlineData("plain ünï\ttab", "plain ünï\ttab")]
    [InlineData("\e[31mred\e[0m", "\e[31mred\e[0m")]
    [InlineData("a\e[2Jb\rc\u0007d\e]0;title\u0007e", "a[2Jbcd]0;titlee")]
    [InlineData("\e[1;999Hx\u009b2J\u007f", "[1;999Hx2J")]
    [InlineData("\e", "")]
    [InlineData("\e[", "[")]
    public void Text_ThatATerminalWouldObey_IsMadeHarmless(string text, string harmless) => Assert.Equal(harmless, ConsoleText.Harmless(text));

    [Theory]
    [InlineData("abc", 5, false, "abc  ")]
    [InlineData("abc", 5, true, "  abc")]
    [InlineData("abcdef", 4, false, "abc…")]
    [InlineData("日本語", 4, false, "日… ")]
    [InlineData("日本", 4, false, "日本")]
    [InlineData("abc", 0, false, "")]
    public void Text_FitsItsColumn(string text, int width, bool right, string fitted) => Assert.Equal(fitted, Columns.Fit(text, width, right));

    [Theory]
    [InlineData(0L, "0 B")]
    [InlineData(999L, "999 B")]
    [InlineData(1000L, "1.0 KiB")]
    [InlineData(1L << 20, "1.0 MiB")]
    [InlineData(150L << 30, "150 GiB")]
    [InlineData(null, "-")]
    public void Bytes_AreReadable(long? bytes, string text) => Assert.Equal(text, HumanText.Bytes(bytes));

    [Theory]
    [InlineData(80, 24)]
    [InlineData(140, 24)]
    [InlineData(20, 4)]
    [InlineData(5, 1)]
    public void Screen_OfTheTree_FitsTheTerminal(int columns, int rows)
    {
        int scroll = 0;
        string[] lines = [.. TopRenderer.Screen(TopSnapshot.Parse(Snapshot), "gpu1:9110", columns, rows, 0, ref scroll)];

        Assert.All(lines, line => Assert.InRange(Columns.Of(Plain(line)), 0, columns));
        Assert.DoesNotContain(lines, line => line.Contains("\e[2J", StringComparison.Ordinal));
        Assert.InRange(lines.Length, 5, Math.Max(rows, 6));
    }

    [Fact]
    public void Screen_OfTheTree_IsAsReviewed()
    {
        int scroll = 0;
        string text = string.Join('\n', TopRenderer.Screen(TopSnapshot.Parse(Snapshot), "gpu1:9110", 140, 24, 1, ref scroll).Select(line => Plain(line).TrimEnd()));

        Baseline.Verify("Cli/pbm.top.txt", text + "\n");
    }

    [Fact]
    public void Scroll_BeyondTheEnd_IsTheEnd()
    {
        int scroll = 100;
        string[] lines = [.. TopRenderer.Screen(TopSnapshot.Parse(Snapshot), "gpu1:9110", 100, 7, 0, ref scroll)];

        Assert.Equal(3, scroll);
        Assert.Contains("4-5 of 5", lines[^1]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"engines\":1}")]
    [InlineData("x")]
    public void Snapshot_OfAnotherKind_IsRefused(string json) => Assert.ThrowsAny<System.Text.Json.JsonException>(() => TopSnapshot.Parse(json));

    private static string Plain(string line) => Colour().Replace(line, "");

    [GeneratedRegex("\e\\[[0-9;]*m")]
    private static partial Regex Colour();
}
