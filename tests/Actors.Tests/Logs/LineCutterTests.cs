using System.Text;
using Supervision.Actors.Logs;

namespace Supervision.Actors.Tests.Logs;

public sealed class LineCutterTests
{
    private static List<string> Split(int maxLine, bool flush, params byte[][] chunks)
    {
        var batch = new LineBatch();
        var cutter = new LineCutter(maxLine);
        foreach (var chunk in chunks)
        {
            cutter.Append(chunk, batch);
        }

        if (flush)
        {
            cutter.Flush(batch);
        }

        return [.. Enumerable.Range(0, batch.Count).Select(i => Encoding.UTF8.GetString(batch[i]))];
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    [Fact]
    public void Append_SeveralLinesInOneChunk_EmitsEach() => Assert.Equal(["a", "", "b"], Split(100, true, Utf8("a\n\nb\n")));

    [Fact]
    public void Append_LineOverSeveralChunks_IsJoined() => Assert.Equal(["hello"], Split(100, false, Utf8("he"), Utf8("ll"), Utf8("o\n")));

    [Fact]
    public void Append_CarriageReturnBeforeLineFeed_IsDropped() => Assert.Equal(["a", "b\rc"], Split(100, false, Utf8("a\r\nb\rc\n")));

    [Fact]
    public void Flush_UnfinishedLine_IsEmittedOnce() => Assert.Equal(["tail"], Split(100, true, Utf8("tail")));

    [Fact]
    public void Append_LineLongerThanTheLimit_IsCutIntoPieces() =>
        Assert.Equal(["aaaa", "aaaa", "aa"], Split(4, false, Utf8("aaaaaaaaaa\n")));

    [Fact]
    public void Append_LineOfExactlyTheLimit_IsOneLine() => Assert.Equal(["aaaa"], Split(4, false, Utf8("aaaa\n")));

    [Fact]
    public void Append_CutInsideAUtf8Sequence_KeepsTheCharacterWhole()
    {
        var lines = Split(4, true, Utf8("aaa€bbb"));
        Assert.Equal("aaa€bbb", string.Concat(lines));
        Assert.DoesNotContain(lines, line => line.Contains('\uFFFD'));
    }

    [Fact]
    public void Append_CharacterSplitOverChunks_IsKeptWhole()
    {
        var bytes = Utf8("€\n");
        Assert.Equal(["€"], Split(100, false, bytes[..1], bytes[1..2], bytes[2..]));
    }

    [Fact]
    public void Append_BytesThatAreNotUtf8_AreReplaced() => Assert.Equal(["a\uFFFDb"], Split(100, false, [(byte)'a', 0xFF, (byte)'b', (byte)'\n']));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(100)]
    public void Append_AnyChunking_LosesNoByte(int chunk)
    {
        var text = string.Join('\n', Enumerable.Range(0, 200).Select(i => new string((char)('a' + (i % 26)), i % 37))) + "\n";
        var lines = Split(16, true, [.. Utf8(text).Chunk(chunk)]);
        Assert.Equal(text.Replace("\n", ""), string.Concat(lines));
        Assert.All(lines, line => Assert.True(line.Length <= 16));
    }
}
