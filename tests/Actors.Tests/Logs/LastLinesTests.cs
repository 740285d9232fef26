using System.Text;
using Supervision.Actors.Logs;

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
        {
            var batch = new LineBatch();
            batch.Add(Encoding.UTF8.GetBytes($"{i}"));
            last.Add(batch);
        }

        Assert.Equal(expected, string.Join(' ', last.ToStrings()));
    }
}
