using System.Buffers;
using System.Text;

namespace Supervision.Control;

/// <summary>Cuts bytes that come in pieces into lines.</summary>
internal sealed class LineSplitter
{
    private const int Longest = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _rest = new();

    /// <summary>The lines that are whole by now.</summary>
    public List<string> Add(ReadOnlySpan<byte> bytes)
    {
        var lines = new List<string>();
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var piece = end < 0 ? bytes : bytes[..end];
            while (_rest.WrittenCount + piece.Length > Longest)
            {
                var fits = Longest - _rest.WrittenCount;
                _rest.Write(piece[..fits]);
                piece = piece[fits..];
                lines.Add(Rest());
            }

            _rest.Write(piece);
            if (end < 0)
            {
                break;
            }

            lines.Add(Rest());
            bytes = bytes[(end + 1)..];
        }

        return lines;
    }

    /// <summary>What has come of a line that is not whole; forgotten by this.</summary>
    public string Rest()
    {
        var bytes = _rest.WrittenSpan;
        var text = Encoding.UTF8.GetString(bytes.EndsWith("\r"u8) ? bytes[..^1] : bytes);
        _rest.ResetWrittenCount();
        return text;
    }

    /// <summary>All lines of a text, a last one without an end among them.</summary>
    public static IReadOnlyList<string> Lines(ReadOnlySpan<byte> bytes)
    {
        var splitter = new LineSplitter();
        var lines = splitter.Add(bytes);
        if (splitter.Rest() is { Length: > 0 } rest)
        {
            lines.Add(rest);
        }

        return lines;
    }

    /// <summary>Where the last so many lines begin; 0 or less where there are not so many.</summary>
    public static int StartOfLast(ReadOnlySpan<byte> bytes, int lines)
    {
        var at = bytes.Length;
        for (var i = 0; i <= lines; i++)
        {
            // The end of the last line is no beginning of another.
            var end = i == 0 && bytes.EndsWith("\n"u8) ? bytes.Length - 1 : i == 0 ? bytes.Length : bytes[..at].LastIndexOf((byte)'\n');
            if (end < 0)
            {
                return 0;
            }

            at = end;
        }

        return at + 1;
    }
}
