using System.Text;

namespace Supervision.Posix.Tests;

public sealed class StatFileTests
{
    [Fact]
    public void Line_WithBlanksAndParenthesesInTheName_IsRead()
    {
        Assert.True(StatFile.TryParse(Line("a) R (b c", 'S', 4), out var row));
        Assert.Equal((1234, 'S', 1, 1230, 1229, 4, 987654UL, 30UL, 250L), (
            row.Pid, row.State, row.ParentPid, row.Group, row.Session, row.Threads, row.StartTime, row.CpuTicks, row.RssPages));
        Assert.Equal("a) R (b c", row.Name.ToString());
    }

    [Theory]
    [InlineData('Z', 1, true)]
    [InlineData('X', 0, true)]
    [InlineData('Z', 5, false)] // the first thread ended, the others run on
    [InlineData('D', 1, false)]
    [InlineData('T', 1, false)]
    public void Process_IsDead_OnlyWhenNoThreadIsLeft(char state, int threads, bool dead)
    {
        Assert.True(StatFile.TryParse(Line("x", state, threads), out var row));
        Assert.Equal(dead, row.IsDead);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("12 (name")]
    [InlineData("12 (name) S")]
    [InlineData("12 (name) S 1 2 3")]
    [InlineData("x (name) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21")]
    public void Line_CutShort_IsRefused(string line) => Assert.False(StatFile.TryParse(Encoding.UTF8.GetBytes(line), out _));

    private static byte[] Line(string name, char state, int threads) => Encoding.UTF8.GetBytes(
        $"1234 ({name}) {state} 1 1230 1229 0 -1 4194560 10 20 0 0 10 20 5 6 20 0 {threads} 0 987654 8192000 250 18446744073709551615 0\n");
}
