using Supervision.Pbm.Cli.Prompt;
using Supervision.Pbm.Tests.Support;

namespace Supervision.Pbm.Tests.Cli;

public sealed class LineEditorTests
{
    [Theory(Timeout = 30000)]
    [InlineData("abc\r", "abc")]
    [InlineData("abc\u007f\r", "ab")]
    [InlineData("abc\e[Dx\r", "abxc")]
    [InlineData("abc\u0001x\u0005y\r", "xabcy")]
    [InlineData("abc\e[H\e[3~\r", "bc")]
    [InlineData("one two\u0017x\r", "one x")]
    [InlineData("one two\e[1;5Dx\r", "one xtwo")]
    [InlineData("one two\ebX\ef!\r", "one Xtwo!")]
    [InlineData("abc\u0015d\r", "d")]
    [InlineData("abc\u0002\u0002\u000b\r", "a")]
    [InlineData("日本\u007fü\r", "日ü")]
    [InlineData("a\ud83d\ude00b\e[D\u007f\r", "ab")]
    [InlineData("a\e[200~b\eOZc\u0000\r", "abc")]
    [InlineData("abc\u0004\r", "abc")]
    public async Task Keys_EditTheLine(string keys, string line) => Assert.Equal(new EditedLine(EditedLineKind.Line, line), await ReadAsync(keys));

    [Fact(Timeout = 30000)]
    public async Task Keys_ThatEnd_End()
    {
        Assert.Equal(EditedLineKind.EndOfInput, (await ReadAsync("\u0004")).Kind);
        Assert.Equal(EditedLineKind.Interrupted, (await ReadAsync("ab\u0003")).Kind);
        Assert.Equal(EditedLineKind.EndOfInput, (await ReadAsync("ab", end: true)).Kind);
    }

    [Fact(Timeout = 30000)]
    public async Task Wait_CanBeEnded()
    {
        var editor = new LineEditor(new FakeConsole(terminal: true), new History(null), _ => Task.FromResult(Completion.None));

        Assert.Equal(EditedLineKind.Ended, (await editor.ReadAsync("> ", () => true)).Kind);
    }

    [Fact(Timeout = 30000)]
    public async Task History_IsRecalled_AndTheUnfinishedLineComesBack()
    {
        var history = new History(null);
        history.Add("first");
        history.Add("second");
        Assert.Equal("first", (await ReadAsync("\e[A\e[A\e[A\r", history)).Text);
        Assert.Equal("draft!", (await ReadAsync("draft\e[A\e[A\e[B\e[B\e[B!\r", history)).Text);
    }

    [Fact]
    public void History_IsKeptInItsFile_WithoutWhatIsPrivateOrTwice()
    {
        string folder = Directory.CreateTempSubdirectory("pbm-history-").FullName;
        try
        {
            string path = Path.Combine(folder, "deep", "history");
            var history = new History(path);
            foreach (string line in new[] { "one", "one", " secret", "", "two" })
                history.Add(line);
            Assert.Equal(["one", "two"], File.ReadAllLines(path));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            var next = new History(path);
            for (int i = 0; i < 1100; i++)
                next.Add($"line {i}");
            Assert.Equal(1000, new History(path).Lines.Count);
            Assert.Equal("line 1099", new History(path).Lines[^1]);
            Assert.InRange(File.ReadAllLines(path).Length, 1000, 1001);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact(Timeout = 30000)]
    public async Task Tab_CompletesWhatIsCommon_AndListsTheRestTheSecondTime()
    {
        var console = new FakeConsole(terminal: true).Type("en\tl\t\t\r");
        Task<Completion> Complete(string text) => Task.FromResult(text.EndsWith("en", StringComparison.Ordinal)
            ? new Completion(0, "en", ["engine"])
            : new Completion(7, "l", ["last", "list"]));

        EditedLine line = await new LineEditor(console, new History(null), Complete).ReadAsync("> ", () => false);

        Assert.Equal("engine l", line.Text);
        Assert.Contains("\r\nlast  list\r\n", console.Output);
    }

    [Fact(Timeout = 30000)]
    public async Task Line_LongerThanTheScreen_IsShownInPart()
    {
        var console = new FakeConsole(terminal: true) { Size = (20, 5) };
        console.Type(new string('x', 100) + "end\r");

        EditedLine line = await new LineEditor(console, new History(null), _ => Task.FromResult(Completion.None)).ReadAsync("> ", () => false);

        Assert.Equal(103, line.Text.Length);
        Assert.All(console.Output.Split('\r'), shown => Assert.InRange(shown.Replace("\e[K", "").TrimEnd('\n').Length, 0, 20));
    }

    private static async Task<EditedLine> ReadAsync(string keys, History? history = null, bool end = false)
    {
        FakeConsole console = new FakeConsole(terminal: true).Type(keys);
        if (end)
            console.EndInput();
        return await new LineEditor(console, history ?? new History(null), _ => Task.FromResult(Completion.None)).ReadAsync("> ", () => false);
    }
}
