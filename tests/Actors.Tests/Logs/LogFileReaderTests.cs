using System.Text;
using Supervision.Actors.Logs;

namespace Supervision.Actors.Tests.Logs;

public sealed class LogFileReaderTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public LogFileReaderTests() => File.WriteAllText(_folder["log"], "0123456789");

    [Theory]
    [InlineData(0, 0, "0123456789")]
    [InlineData(4, 0, "456789")]
    [InlineData(4, 3, "456")]
    [InlineData(8, 100, "89")]
    [InlineData(100, 5, "")]
    [InlineData(-3, 0, "789")]
    [InlineData(-100, 0, "0123456789")]
    public void Read_OffsetAndLength_GiveThePart(long offset, long length, string expected)
    {
        Assert.Equal(LogReadResult.Read, LogFileReader.Read(_folder["log"], offset, length, out var bytes));
        Assert.Equal(expected, Encoding.UTF8.GetString(bytes));
    }

    [Theory]
    [InlineData(-3, 2)]
    [InlineData(0, -1)]
    public void Read_ThatMakesNoSense_IsRefused(long offset, long length) =>
        Assert.Equal(LogReadResult.BadArguments, LogFileReader.Read(_folder["log"], offset, length, out _));

    [Fact]
    public void Read_NoFile_IsTold() => Assert.Equal(LogReadResult.NoFile, LogFileReader.Read(_folder["none"], 0, 0, out _));

    [Theory]
    [InlineData(0, 100, "0123456789", false)]
    [InlineData(0, 10, "0123456789", false)]
    [InlineData(0, 4, "6789", true)]
    [InlineData(6, 4, "6789", false)]
    [InlineData(2, 4, "6789", true)]
    [InlineData(8, 4, "6789", false)]
    [InlineData(10, 4, "", false)]
    [InlineData(50, 4, "", false)]
    [InlineData(0, 0, "", true)]
    public void Tail_OffsetAndLength_GiveTheEndAndTheSize(long offset, long length, string expected, bool overflow)
    {
        var part = LogFileReader.Tail(_folder["log"], offset, length);
        Assert.Equal((expected, 10, overflow), (Encoding.UTF8.GetString(part.Bytes.Span), part.Offset, part.Overflow));
    }

    [Fact]
    public void Tail_NoFile_IsEmptyFromTheStart() => Assert.Equal(new LogTailPart(default, 0, false), LogFileReader.Tail(_folder["none"], 7, 7));

    public void Dispose() => _folder.Dispose();
}
