using System.Text;
using Supervision.Actors.Logs;

namespace Supervision.Actors.Tests.Logs;

public sealed class AnsiStripperTests
{
    [Theory]
    [InlineData("plain\n", "plain\n")]
    [InlineData("\e[31mred\e[0m\n", "red\n")]
    [InlineData("a\e[2Jb\e[10;20Hc\e[?25ld", "abcd")]
    [InlineData("\e]0;title\aafter", "after")]
    [InlineData("\e]8;;http://h\e\\link\e]8;;\e\\", "link")]
    [InlineData("\e(B\e=\e>text", "text")]
    [InlineData("\e[31;1mgrün\e[m €\n", "grün €\n")]
    [InlineData("lost \e]0;no end\nnext line\n", "lost \nnext line\n")]
    [InlineData("cut \e[12\nnext", "cut \nnext")]
    [InlineData("\e\e[1mx", "x")]
    [InlineData("\e[1\u00e4x", "\u00e4x")]
    public void Strip_CutAtEveryPlace_LeavesTheText(string written, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(written);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var stripper = new AnsiStripper();
            var left = stripper.Strip(bytes.AsSpan(0, cut)).ToArray().Concat(stripper.Strip(bytes.AsSpan(cut)).ToArray()).ToArray();
            Assert.Equal(expected, Encoding.UTF8.GetString(left));
        }
    }

    [Fact]
    public void Strip_NothingToRemove_ReturnsTheInputItself()
    {
        ReadOnlySpan<byte> bytes = "nothing here"u8;
        Assert.True(new AnsiStripper().Strip(bytes) == bytes);
    }
}
