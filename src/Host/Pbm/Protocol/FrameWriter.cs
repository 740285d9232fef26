using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Supervision.Pbm.Protocol;

/// <summary>Makes the bytes of frames.</summary>
internal static class FrameWriter
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Length and JSON of a frame.</summary>
    public static byte[] Bytes(PbmFrame frame)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        buffer.GetSpan(PbmProtocol.HeaderLength);
        buffer.Advance(PbmProtocol.HeaderLength);
        using (var json = new Utf8JsonWriter(buffer, _options))
        {
            json.WriteStartObject();
            Write(json, frame);
            json.WriteEndObject();
        }
        byte[] bytes = buffer.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes, bytes.Length - PbmProtocol.HeaderLength);
        return bytes;
    }

    private static void Write(Utf8JsonWriter json, PbmFrame frame)
    {
        switch (frame)
        {
            case PbmFrame.Greeting greeting:
                json.WriteString("type", FrameTypes.Greeting);
                json.WriteNumber("oldest", greeting.Oldest);
                json.WriteNumber("newest", greeting.Newest);
                json.WriteBase64String("nonce", greeting.Nonce.AsSpan());
                json.WriteBoolean("token", greeting.TokenNeeded);
                json.WriteString("server", greeting.Server);
                break;
            case PbmFrame.Hello hello:
                json.WriteString("type", FrameTypes.Hello);
                json.WriteNumber("version", hello.Version);
                json.WriteString("client", hello.Client);
                if (!hello.Proof.IsEmpty)
                    json.WriteBase64String("proof", hello.Proof.AsSpan());
                break;
            case PbmFrame.Welcome welcome:
                json.WriteString("type", FrameTypes.Welcome);
                json.WriteNumber("version", welcome.Version);
                json.WriteString("host", welcome.Host);
                json.WriteNumber("pid", welcome.Pid);
                break;
            case PbmFrame.Refused refused:
                json.WriteString("type", FrameTypes.Refused);
                json.WriteString("code", refused.Code);
                json.WriteString("message", refused.Message);
                break;
            case PbmFrame.GetPalettes get:
                Begin(json, FrameTypes.GetPalettes, get.Id);
                break;
            case PbmFrame.Palettes palettes:
                Begin(json, FrameTypes.Palettes, palettes.Id);
                PaletteJson.Write(json, palettes.All);
                break;
            case PbmFrame.Execute execute:
                Begin(json, FrameTypes.Execute, execute.Id);
                if (execute.Text is { } text)
                    json.WriteString("text", text);
                else
                    WriteAll(json, "words", execute.Words);
                if (execute.Json)
                    json.WriteBoolean("json", true);
                break;
            case PbmFrame.Cancel cancel:
                Begin(json, FrameTypes.Cancel, cancel.Id);
                break;
            case PbmFrame.Complete complete:
                Begin(json, FrameTypes.Complete, complete.Id);
                json.WriteString("palette", complete.Palette);
                json.WriteString("command", complete.Command);
                json.WriteString("argument", complete.Argument);
                json.WriteString("prefix", complete.Prefix);
                break;
            case PbmFrame.Completions completions:
                Begin(json, FrameTypes.Completions, completions.Id);
                WriteAll(json, "values", completions.Values);
                break;
            case PbmFrame.Ping ping:
                Begin(json, FrameTypes.Ping, ping.Id);
                break;
            case PbmFrame.Pong pong:
                Begin(json, FrameTypes.Pong, pong.Id);
                break;
            case PbmFrame.Lines lines:
                Begin(json, FrameTypes.Lines, lines.Id);
                WriteAll(json, "lines", lines.Texts);
                break;
            case PbmFrame.Row row:
                Begin(json, FrameTypes.Row, row.Id);
                json.WritePropertyName("row");
                json.WriteRawValue(row.Json, skipInputValidation: true);
                break;
            case PbmFrame.Problem problem:
                Begin(json, FrameTypes.Problem, problem.Id);
                json.WriteString("message", problem.Message);
                break;
            case PbmFrame.End end:
                Begin(json, FrameTypes.End, end.Id);
                json.WriteNumber("code", end.Code);
                break;
            default:
                throw new InvalidOperationException($"{frame.GetType().Name} is never sent");
        }
    }

    private static void Begin(Utf8JsonWriter json, string type, long id)
    {
        json.WriteString("type", type);
        json.WriteNumber("id", id);
    }

    private static void WriteAll(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
