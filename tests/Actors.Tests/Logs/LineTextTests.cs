using System.Text;
using System.Text.Json;
using Supervision.Actors.Logs;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Tests.Logs;

public sealed class LineTextTests
{
    private static readonly OutputLabel _label = new("vllm", "serving", 12, 3, OutputStream.Stderr);

    public static TheoryData<byte[], string> Lines => new()
    {
        { "plain"u8.ToArray(), "plain" },
        { "größer € 😀"u8.ToArray(), "größer € 😀" },
        { "tab\t quote\" back\\slash esc\e[1m"u8.ToArray(), "tab\t quote\" back\\slash esc\e[1m" },
        { [(byte)'a', 0xFF, (byte)'b', 0xE2, 0x82], "a\uFFFDb\uFFFD" },
        { [], "" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void WriteJson_AnyBytes_IsTheTextInAJsonString(byte[] line, string expected)
    {
        var room = new byte[line.Length * LineText.MostGrowth];
        var json = Encoding.UTF8.GetString(room, 0, LineText.WriteJson(line, room));
        Assert.Equal(expected, JsonSerializer.Deserialize<string>($"\"{json}\""));
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void WriteText_AnyBytes_IsTheText(byte[] line, string expected)
    {
        var room = new byte[line.Length * LineText.MostGrowth];
        Assert.Equal(expected, Encoding.UTF8.GetString(room, 0, LineText.WriteText(line, room)));
    }

    [Fact]
    public void WriteText_CursorControls_BecomePictures()
    {
        var room = new byte[100];
        Assert.Equal("a␍b␈c␀", Encoding.UTF8.GetString(room, 0, LineText.WriteText("a\rb\bc\0"u8, room)));
    }

    [Theory]
    [InlineData(LogFileFormat.Labelled, "1970-01-01T00:00:00.000Z vllm[12] err | say \"hi\"\n")]
    [InlineData(
        LogFileFormat.Json,
        """{"timestamp":"1970-01-01T00:00:00.000Z","engine":"vllm","group":"serving","pid":12,"attempt":3,"stream":"stderr","message":"say \"hi\""}""" + "\n")]
    public void FileLineFormat_ALine_LooksAsDocumented(LogFileFormat format, string expected)
    {
        var batch = new LineBatch();
        batch.Add("say \"hi\""u8);
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        new FileLineFormat(format, _label).Write(batch, DateTimeOffset.UnixEpoch, output);
        Assert.Equal(expected, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void FileLineFormat_MillionsOfLines_AllocatesNothingPerLine()
    {
        var batch = new LineBatch();
        for (var i = 0; i < 500; i++)
            batch.Add("a line of about a hundred bytes, such as engines write by the million while they serve requests all day"u8);
        var output = new System.Buffers.ArrayBufferWriter<byte>(1024 * 1024);
        var format = new FileLineFormat(LogFileFormat.Json, _label);
        format.Write(batch, DateTimeOffset.UnixEpoch, output);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            output.ResetWrittenCount();
            format.Write(batch, DateTimeOffset.UnixEpoch, output);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }
}
