using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Supervision.Actors.Logs;

/// <summary>Writes an engine's line into a log line: bytes in, bytes out. Bytes that are not UTF-8 become U+FFFD.</summary>
public static class LineText
{
    // What moves a terminal's cursor would let an engine write over its own label. Colours (ESC) stay.
    private static readonly SearchValues<byte> _cursorControls = SearchValues.Create("\r\0\a\b\v\f"u8);

    /// <summary>Most bytes that one byte of a line becomes in either form.</summary>
    public const int MostGrowth = 6;

    /// <summary>The line as text that cannot move a terminal's cursor: those controls become their pictures (U+2400 and on).</summary>
    /// <param name="line">The line.</param>
    /// <param name="target">Room for <see cref="MostGrowth"/> times the line.</param>
    /// <returns>Bytes written.</returns>
    public static int WriteText(ReadOnlySpan<byte> line, Span<byte> target)
    {
        var written = 0;
        var isValid = Utf8.IsValid(line);
        while (!line.IsEmpty)
        {
            if (isValid)
            {
                var plain = line.IndexOfAny(_cursorControls);
                plain = plain < 0 ? line.Length : plain;
                line[..plain].CopyTo(target[written..]);
                written += plain;
                line = line[plain..];
                if (line.IsEmpty)
                    break;
            }

            // An undecodable part gives U+FFFD and how long it is.
            Rune.DecodeFromUtf8(line, out var rune, out var consumed);
            if (rune.Value < 0x20 && _cursorControls.Contains((byte)rune.Value))
                rune = new Rune(0x2400 + rune.Value);
            written += rune.EncodeToUtf8(target[written..]);
            line = line[consumed..];
        }

        return written;
    }

    /// <summary>The line as the inside of a JSON string.</summary>
    /// <param name="line">The line.</param>
    /// <param name="target">Room for <see cref="MostGrowth"/> times the line.</param>
    /// <returns>Bytes written.</returns>
    public static int WriteJson(ReadOnlySpan<byte> line, Span<byte> target)
    {
        var written = 0;
        while (!line.IsEmpty)
        {
            // Relaxed: these are log lines, not HTML, and text that is not English stays readable.
            JavaScriptEncoder.UnsafeRelaxedJsonEscaping.EncodeUtf8(line, target[written..], out var consumed, out var bytes);
            written += bytes;
            line = line[consumed..];
            if (consumed == 0)
                break;
        }

        return written;
    }
}
