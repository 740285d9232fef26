using System.Buffers;
using System.Globalization;
using System.Text;
using Serilog.Events;
using Supervision.Actors.Messages;
using LogEvent = Serilog.Events.LogEvent;

namespace Supervision.Entrypoint.Logging;

/// <summary>
/// <c>10:15:02.123 INF vllm[1234] out | text</c> for a line of an engine, <c>10:15:02.123 INF supervision | text</c> for the daemon's own.
/// Times are local.
/// </summary>
/// <param name="colours">Whether ANSI colours are used.</param>
/// <param name="zone">Zone of the times.</param>
internal sealed class TextLineFormatter(bool colours, TimeZoneInfo zone) : ILineFormatter
{
    private const string Reset = "\e[0m";

    private readonly StringBuilder _line = new();

    public void Format(LogEvent logEvent, IBufferWriter<byte> output)
    {
        _line.Clear();
        _line.Append(CultureInfo.InvariantCulture, $"{TimeZoneInfo.ConvertTime(logEvent.Timestamp, zone):HH:mm:ss.fff} ");
        Coloured(LevelColour(logEvent.Level), LevelName(logEvent.Level));
        _line.Append(' ');
        AppendLabel(logEvent);
        _line.Append(" | ");
        AppendMessage(logEvent);
        _line.Append('\n');
        foreach (ReadOnlyMemory<char> chunk in _line.GetChunks())
            Encoding.UTF8.GetBytes(chunk.Span, output);
    }

    /// <summary>Unicode's pictures of the control characters, in their order.</summary>
    private const int ControlPictures = 0x2400;

    private void AppendLabel(LogEvent logEvent)
    {
        if (Text(logEvent, Fields.Stream) is not { } stream)
        {
            Coloured("\e[1m", "supervision");
            return;
        }
        Coloured("\e[36m", $"{Text(logEvent, Fields.Engine)}[{Text(logEvent, Fields.Pid) ?? "?"}]");
        _line.Append(' ').Append(stream == "stderr" ? "err" : "out");
    }

    private void AppendMessage(LogEvent logEvent)
    {
        // A line of an engine is the common case and needs no template; a message of ours must stay one line whatever it quotes.
        if (Text(logEvent, Fields.Stream) is not null)
        {
            int text = _line.Length;
            _line.Append(Text(logEvent, Fields.Line));
            // What moves a terminal's cursor would let an engine write over its own label. Colours (ESC) stay.
            foreach (char control in "\r\0\a\b\v\f")
                _line.Replace(control, (char)(ControlPictures + control), text, _line.Length - text);
            return;
        }
        int start = _line.Length;
        using (var writer = new StringWriter(_line, CultureInfo.InvariantCulture))
            logEvent.RenderMessage(writer, HumanValues.Instance);
        _line.Replace('\r', ' ', start, _line.Length - start).Replace("\n", " | ", start, _line.Length - start);
    }

    private static string? Text(LogEvent logEvent, string field) =>
        logEvent.Properties.TryGetValue(field, out LogEventPropertyValue? value) && value is ScalarValue { Value: { } scalar }
            ? Convert.ToString(scalar, CultureInfo.InvariantCulture)
            : null;

    private void Coloured(string colour, string text)
    {
        if (colours && colour.Length > 0)
            _line.Append(colour).Append(text).Append(Reset);
        else
            _line.Append(text);
    }

    private static string LevelName(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose or LogEventLevel.Debug => "DBG",
        LogEventLevel.Information => "INF",
        LogEventLevel.Warning => "WRN",
        LogEventLevel.Error => "ERR",
        _ => "CRT",
    };

    private static string LevelColour(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose or LogEventLevel.Debug => "\e[90m",
        LogEventLevel.Information => "\e[32m",
        LogEventLevel.Warning => "\e[33m",
        _ => "\e[31m",
    };
}
