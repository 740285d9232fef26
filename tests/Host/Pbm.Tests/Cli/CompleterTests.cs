using Supervision.Pbm.Cli.Prompt;
using Supervision.Pbm.Tests.Support;

namespace Supervision.Pbm.Tests.Cli;

public sealed class CompleterTests
{
    [Theory]
    [InlineData("", 0, "echo exit help")]
    [InlineData("e", 0, "echo exit")]
    [InlineData("echo ", 5, "fail flood follow lines throw who words")]
    [InlineData("echo f", 5, "fail flood follow")]
    [InlineData("help ", 5, "echo")]
    [InlineData("help echo wo", 10, "words")]
    [InlineData("echo words ", 11, "apple apricot")]
    [InlineData("echo words x b", 13, "banana")]
    [InlineData("echo words -", 11, "--json --loud -l -t")]
    [InlineData("echo words -t ", 14, "high low")]
    [InlineData("echo words -t h", 14, "high")]
    [InlineData("echo words -l -t low a", 21, "apple apricot")]
    [InlineData("echo lines 5 ", 13, "--json")]
    [InlineData("echo words 'a", 0, "")]
    [InlineData("echo words > f", 0, "")]
    [InlineData("nothing ", 8, "")]
    [InlineData("echo nothing ", 13, "")]
    public async Task Line_IsCompleted(string text, int start, string values)
    {
        static Task<IReadOnlyList<string>> Ask(string palette, string command, string argument, string prefix) =>
            Task.FromResult<IReadOnlyList<string>>((palette, command, argument, prefix) switch
            {
                ("echo", "words", "word", "" or "a") => ["apple", "apricot"],
                ("echo", "words", "word", "b") => ["banana"],
                _ => [],
            });
        var completer = new Completer([new EchoPalette().Palette], ["help", "exit"], Ask);

        Completion completion = await completer.CompleteAsync(text);

        Assert.Equal(values, string.Join(' ', completion.Values));
        if (values.Length > 0)
            Assert.Equal(start, completion.Start);
    }

    [Fact]
    public async Task Connection_ThatHasEnded_OnlyCostsTheServersValues()
    {
        var completer = new Completer([new EchoPalette().Palette], [], (_, _, _, _) => throw new IOException("gone"));

        Assert.Empty((await completer.CompleteAsync("echo words ")).Values);
    }
}
