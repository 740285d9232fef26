using System.Globalization;
using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Serilog.Events;
using Serilog.Parsing;
using Supervision.Actors.Messages;
using LogEvent = Serilog.Events.LogEvent;

namespace Supervision.Entrypoint.Logging;

/// <summary>
/// One JSON object per line: <c>timestamp</c> (UTC), <c>level</c>, <c>event</c>, <c>id</c>, the fields of the message, and <c>message</c>.
/// Durations are seconds. A field without a value is left out.
/// </summary>
internal sealed class JsonLineFormatter : ILineFormatter, IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;

    public JsonLineFormatter()
    {
        // Relaxed: these are log lines, not HTML, and text that is not English stays readable.
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
        _json = new Utf8JsonWriter(_buffer, options);
    }

    public void Format(LogEvent logEvent, IBufferWriter<byte> output)
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString("timestamp", logEvent.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        _json.WriteString("level", LevelName(logEvent.Level));
        // A field that is the whole message, such as a line of an engine, is written once.
        string? whole = WholeMessage(logEvent.MessageTemplate);
        string? message = null;
        foreach ((string name, LogEventPropertyValue value) in logEvent.Properties)
        {
            if (name == whole)
                message = Scalar(value) as string;
            else
                WriteField(name, value);
        }
        _json.WriteString("message", message ?? logEvent.RenderMessage(HumanValues.Instance));
        _json.WriteEndObject();
        _json.Flush();
        output.Write(_buffer.WrittenSpan);
        output.Write("\n"u8);
    }

    public void Dispose() => _json.Dispose();

    private static string? WholeMessage(MessageTemplate template)
    {
        string? name = null;
        foreach (MessageTemplateToken token in template.Tokens)
        {
            if (name is not null || token is not PropertyToken property)
                return null;
            name = property.PropertyName;
        }
        return name;
    }

    private void WriteField(string name, LogEventPropertyValue value)
    {
        if (value is SequenceValue sequence)
        {
            _json.WriteStartArray(name);
            foreach (LogEventPropertyValue element in sequence.Elements)
                _json.WriteStringValue(Scalar(element)?.ToString());
            _json.WriteEndArray();
        }
        else if (Scalar(value) is { } scalar)
        {
            _json.WritePropertyName(name);
            WriteValue(scalar);
        }
    }

    private void WriteValue(object value)
    {
        switch (value)
        {
            case string text: _json.WriteStringValue(text); break;
            case bool flag: _json.WriteBooleanValue(flag); break;
            case int number: _json.WriteNumberValue(number); break;
            case long number: _json.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): _json.WriteNumberValue(number); break;
            case TimeSpan time: _json.WriteNumberValue(Math.Round(time.TotalSeconds, 3)); break;
            default: _json.WriteStringValue(value.ToString()); break;
        }
    }

    private static object? Scalar(LogEventPropertyValue value) => (value as ScalarValue)?.Value;

    private static string LevelName(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose or LogEventLevel.Debug => "debug",
        LogEventLevel.Information => "info",
        LogEventLevel.Warning => "warn",
        LogEventLevel.Error => "error",
        _ => "critical",
    };
}
