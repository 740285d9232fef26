using System.Text;
using Supervision.Actors.Logs;
using Supervision.Posix;

namespace Supervision.Actors.Tests.Logs;

public sealed class LastLinesTests
{
    [Theory]
    [InlineData(0, 5, "")]
    [InlineData(3, 2, "0 1")]
    [InlineData(3, 3, "0 1 2")]
    [InlineData(3, 10, "7 8 9")]
    public void Add_MoreThanIsKept_KeepsTheNewest(int keep, int count, string expected)
    {
        var last = new LastLines(keep);
        for (var i = 0; i < count; i++)
            Add(last, $"{i}", OutputStream.Stdout);

        Assert.Equal(expected, string.Join(' ', last.ToStrings()));
    }

    [Fact]
    public void Lines_KnowTheirStream_AlsoInTheNextImageOfTheProgram()
    {
        var last = new LastLines(4);
        foreach (var (line, stream) in new[] { ("0", OutputStream.Stdout), ("1", OutputStream.Stdout), ("2", OutputStream.Stderr), ("3", OutputStream.Stdout), ("4", OutputStream.Stderr) })
            Add(last, line, stream);

        var next = new LastLines(4);
        var (lines, streams) = last.ToBytes();
        next.Restore(lines, streams);

        foreach (var one in new[] { last, next })
        {
            Assert.Equal(["1", "2", "3", "4"], one.ToStrings());
            Assert.Equal(["1", "3"], one.ToStrings(OutputStream.Stdout));
            Assert.Equal(["2", "4"], one.ToStrings(OutputStream.Stderr));
        }
    }

    [Theory]
    [InlineData(1, "e1 o1 o2", "o2")]
    [InlineData(1, "o1 e1", "e1")]
    [InlineData(4, "e1 o1 o2 o3 o4 o5", "e1 o3 o4 o5")]
    [InlineData(4, "e1 e2 e3 o1 o2 o3 o4 o5", "e2 e3 o4 o5")]
    [InlineData(4, "o1 o2 o3 o4 o5 e1", "o3 o4 o5 e1")]
    [InlineData(4, "o1 e1 o2 e2 o3 e3 o4 e4", "o3 e3 o4 e4")]
    [InlineData(3, "e1 o1 o2 o3 e2 o4 o5", "e2 o4 o5")]
    public void Stream_ThatIsNoisy_LeavesTheOtherItsHalf(int keep, string written, string expected)
    {
        var last = new LastLines(keep);
        foreach (var line in written.Split(' '))
            Add(last, line, line[0] == 'e' ? OutputStream.Stderr : OutputStream.Stdout);

        Assert.Equal(expected, string.Join(' ', last.ToStrings()));
    }

    private static void Add(LastLines last, string line, OutputStream stream)
    {
        var batch = new LineBatch();
        batch.Add(Encoding.UTF8.GetBytes(line));
        last.Add(batch, stream);
    }
}
