using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Supervision.Actors.Logs;
using Supervision.Actors.Messages;
using Supervision.Actors.Settings;
using Supervision.Entrypoint.Output;
using Supervision.Posix;

namespace Supervision.Entrypoint.Logging;

// Overview
// The lines of engines on the console: the same as the other log lines, but made without a log event or a string for each, because
// engines can write millions. What a line begins with changes with its label and its millisecond only and is kept as bytes.

/// <summary>Formats inherited output. Thread-safe.</summary>
internal sealed class OutputConsole : IOutputConsole
{
    private const int LongestNumber = 20;

    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _lines = new(64 * 1024);
    private readonly LineWriter _writer;
    private readonly TimeZoneInfo _zone;
    private readonly bool _json;
    private readonly bool _colours;
    private OutputLabel? _label;
    private byte[] _beforeNumber = [];
    private byte[] _beforeText = [];

    /// <param name="format">Text or JSON.</param>
    /// <param name="isOn">Whether lines of engines are written at the log's level.</param>
    /// <param name="colours">Whether text is coloured.</param>
    /// <param name="zone">Zone of the times in text.</param>
    /// <param name="writer">Takes the lines.</param>
    public OutputConsole(LogFormat format, bool isOn, bool colours, TimeZoneInfo zone, LineWriter writer)
    {
        IsOn = isOn;
        _json = format == LogFormat.Json;
        _colours = colours;
        _zone = zone;
        _writer = writer;
    }

    public bool IsOn { get; }

    public void Write(OutputLabel label, LineBatch lines, DateTimeOffset at, long firstSequence)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_label, label))
                Use(label);
            _lines.ResetWrittenCount();
            Span<byte> head = stackalloc byte[128];
            head = head[..Head(at, head)];
            for (int i = 0; i < lines.Count; i++)
                Append(lines[i], head, firstSequence + i);
            _writer.TryWrite(_lines.WrittenSpan, lines.Count);
        }
    }

    private void Append(ReadOnlySpan<byte> line, ReadOnlySpan<byte> head, long sequence)
    {
        ReadOnlySpan<byte> end = _json ? "\"}\n"u8 : "\n"u8;
        Span<byte> room = _lines.GetSpan(
            head.Length + _beforeNumber.Length + LongestNumber + _beforeText.Length + line.Length * LineText.MostGrowth + end.Length);
        int written = Copy(head, room);
        if (_json)
        {
            written += Copy(_beforeNumber, room[written..]);
            Utf8Formatter.TryFormat(sequence, room[written..], out int digits);
            written += digits;
        }
        written += Copy(_beforeText, room[written..]);
        written += _json ? LineText.WriteJson(line, room[written..]) : LineText.WriteText(line, room[written..]);
        written += Copy(end, room[written..]);
        _lines.Advance(written);
    }

    private int Head(DateTimeOffset at, Span<byte> head)
    {
        int written = 0;
        if (_json)
            written = Copy("{\"timestamp\":\""u8, head);
        DateTime time = _json ? at.UtcDateTime : TimeZoneInfo.ConvertTime(at, _zone).DateTime;
        time.TryFormat(head[written..], out int length, _json ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" : "HH:mm:ss.fff", CultureInfo.InvariantCulture);
        return written + length;
    }

    private void Use(OutputLabel label)
    {
        _label = label;
        string name = Escape(label.Engine);
        _beforeNumber = Encoding.UTF8.GetBytes(
            $"\",\"level\":\"info\",\"event\":\"{DaemonMessages.Output.Name}\",\"id\":{DaemonMessages.Output.Id},\"sequence\":");
        string text = _json
            ? string.Create(CultureInfo.InvariantCulture,
                $",\"engine\":\"{name}\",\"group\":\"{Escape(label.Group)}\",\"pid\":{label.Pid},\"attempt\":{label.Attempt},\"stream\":\"{label.StreamName}\",\"message\":\"")
            : string.Create(CultureInfo.InvariantCulture,
                $" {Coloured("\e[32m", "INF")} {Coloured("\e[36m", $"{label.Engine}[{label.Pid}]")} {(label.Stream == OutputStream.Stderr ? "err" : "out")} | ");
        _beforeText = Encoding.UTF8.GetBytes(text);
    }

    private string Coloured(string colour, string text) => _colours ? $"{colour}{text}\e[0m" : text;

    private static string Escape(string text) => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text);

    private static int Copy(ReadOnlySpan<byte> bytes, Span<byte> target)
    {
        bytes.CopyTo(target);
        return bytes.Length;
    }
}
