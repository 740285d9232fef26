// Overview
// One line for each record: the CRC-32C of the JSON in eight hexadecimal digits, a blank, the JSON, a line feed. So the file can be read by
// people and by every tool that knows lines, a record that was half written is told from a whole one, and a damaged one costs no other.
using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;

namespace Supervision.Actors.Journal;

/// <summary>Forms and checks records.</summary>
internal static class JournalRecord
{
    // Last lines of output may be long; more than this is no history any more.
    internal const int Longest = 256 * 1024;
    private const int LongestText = 4096;
    private const int Prefix = 9;

    // Text is written as it is where JSON allows: the journal is read by people, and no browser.
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON of an event.</summary>
    public static string Json(SupervisionEvent value, long number)
    {
        var name = FailureKinds.Kebab(value.GetType().Name);
        if (Json(number, name, writer => JournalJson.TryWriteMembers(writer, value)) is { Length: <= Longest } json)
        {
            return json;
        }

        // Too long, or of a kind that is not known here.
        var text = value.ToString();
        return Json(number, name, value.Timestamp, writer =>
        {
            writer.WriteNumber("sequence", value.Sequence);
            if (value is EngineEvent engine)
            {
                writer.WriteString("engine", engine.Engine);
                writer.WriteString("group", engine.Group);
                writer.WriteNumber("attempt", engine.Attempt);
            }

            writer.WriteString("text", text.Length > LongestText ? text[..LongestText] + "…" : text);
        });
    }

    /// <summary>The JSON of a record that is no event of a tree.</summary>
    public static string Json(long number, string name, DateTimeOffset timestamp, Action<Utf8JsonWriter> fields)
    {
        return Json(number, name, writer =>
        {
            writer.WriteString("timestamp", timestamp);
            fields(writer);
            return true;
        })!;
    }

    private static string? Json(long number, string name, Func<Utf8JsonWriter, bool> tryWrite)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, _options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("number", number);
            writer.WriteString("event", name);
            if (!tryWrite(writer))
            {
                return null;
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>The line of a JSON object, line feed included.</summary>
    public static byte[] Line(string json)
    {
        var line = new byte[Prefix + Encoding.UTF8.GetByteCount(json) + 1];
        Encoding.UTF8.GetBytes(json, line.AsSpan(Prefix));
        Encoding.ASCII.GetBytes(Checksum(line.AsSpan(Prefix, line.Length - Prefix - 1)).ToString("x8", CultureInfo.InvariantCulture), line);
        line[Prefix - 1] = (byte)' ';
        line[^1] = (byte)'\n';
        return line;
    }

    /// <summary>The JSON of a line without its line feed; false where it is damaged.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> json)
    {
        json = default;
        if (line.Length <= Prefix || line[Prefix - 1] != ' '
            || !Utf8Parser.TryParse(line[..(Prefix - 1)], out uint sum, out var read, 'x') || read != Prefix - 1)
        {
            return false;
        }

        json = line[Prefix..];
        return sum == Checksum(json);
    }

    /// <summary>The number of a record; 0 where it has none.</summary>
    public static long NumberOf(ReadOnlySpan<byte> json)
    {
        var head = "{\"number\":"u8;
        return json.StartsWith(head) && Utf8Parser.TryParse(json[head.Length..], out long number, out _) ? number : 0;
    }

    internal static uint Checksum(ReadOnlySpan<byte> data)
    {
        var sum = uint.MaxValue;
        while (data.Length >= sizeof(ulong))
        {
            sum = BitOperations.Crc32C(sum, MemoryMarshal.Read<ulong>(data));
            data = data[sizeof(ulong)..];
        }

        foreach (var one in data)
        {
            sum = BitOperations.Crc32C(sum, one);
        }

        return ~sum;
    }
}
