using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Logs;

/// <summary>
/// Lines for log files: <c>2026-11-21T10:15:02.123Z vllm[1234] out | text</c>, or a JSON object with the same and group and attempt.
/// </summary>
internal sealed class FileLineFormat
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const int TimeLength = 24;

    private readonly bool _json;
    private readonly byte[] _beforeTime;
    private readonly byte[] _afterTime;

    public FileLineFormat(LogFileFormat format, OutputLabel label)
    {
        _json = format == LogFileFormat.Json;
        var text = _json
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"\",\"engine\":\"{Escape(label.Engine)}\",\"group\":\"{Escape(label.Group)}\",\"pid\":{label.Pid},\"attempt\":{label.Attempt},\"stream\":\"{label.StreamName}\",\"message\":\"")
            : string.Create(
                CultureInfo.InvariantCulture, $" {label.Engine}[{label.Pid}] {(label.Stream == OutputStream.Stderr ? "err" : "out")} | ");
        _beforeTime = _json ? "{\"timestamp\":\""u8.ToArray() : [];
        _afterTime = Encoding.UTF8.GetBytes(text);
    }

    public void Write(LineBatch lines, DateTimeOffset at, ArrayBufferWriter<byte> output)
    {
        Span<byte> time = stackalloc byte[TimeLength];
        at.UtcDateTime.TryFormat(time, out var timeLength, TimeFormat, CultureInfo.InvariantCulture);
        time = time[..timeLength];
        var end = _json ? "\"}\n"u8 : "\n"u8;
        var around = _beforeTime.Length + time.Length + _afterTime.Length + end.Length;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            var room = output.GetSpan(around + line.Length * LineText.MostGrowth);
            _beforeTime.CopyTo(room);
            var at0 = _beforeTime.Length;
            time.CopyTo(room[at0..]);
            at0 += time.Length;
            _afterTime.CopyTo(room[at0..]);
            at0 += _afterTime.Length;
            at0 += _json ? LineText.WriteJson(line, room[at0..]) : LineText.WriteText(line, room[at0..]);
            end.CopyTo(room[at0..]);
            output.Advance(at0 + end.Length);
        }
    }

    private static string Escape(string text) => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text);
}
