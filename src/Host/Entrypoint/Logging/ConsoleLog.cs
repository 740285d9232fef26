using System.Buffers;
using System.Collections.Concurrent;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;
using Supervision.Actors.Messages;
using Supervision.Actors.Settings;
using Supervision.Entrypoint.Output;
using LogEvent = Serilog.Events.LogEvent;
using MessageLevel = Supervision.Actors.Messages.Level;
using SerilogLogger = Serilog.Core.Logger;

namespace Supervision.Entrypoint.Logging;

/// <summary>The daemon's log on standard output. Thread-safe; never waits, except in <see cref="Dispose"/>.</summary>
internal sealed class ConsoleLog : IMessageLog, IDisposable
{
    private static readonly MessageTemplateParser Parser = new();
    private static readonly ConcurrentDictionary<DaemonMessage, MessageTemplate> Templates = [];
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(3);

    private readonly SerilogLogger _logger;
    private readonly LineWriter _writer;
    private readonly TimeProvider _time;
    private readonly LoggingLevelSwitch _level;

    private ConsoleLog(SerilogLogger logger, LineWriter writer, TimeProvider time, OutputConsole output, LoggingLevelSwitch level, LogSeverity severity)
    {
        _level = level;
        _severity = severity;
        Output = output;
        _logger = logger;
        _writer = writer;
        _time = time;
    }

    /// <param name="settings">Level and format.</param>
    /// <param name="target">Where lines go.</param>
    /// <param name="colours">Whether text may be coloured.</param>
    /// <param name="time">Clock of lines that do not come from an event.</param>
    /// <param name="capacity">Bytes that may wait for the target.</param>
    public static ConsoleLog Create(
        LogSettings settings, IByteTarget target, bool colours, TimeProvider time, int capacity = LineWriter.DefaultCapacity)
    {
        // The notice is formatted on the writing thread while the sink may be formatting, so it has a formatter of its own.
        ILineFormatter noticeFormatter = Formatter();
        var writer = new LineWriter(target, Notice, capacity);
        var level = new LoggingLevelSwitch(LevelOf(settings.Level));
        SerilogLogger logger = new LoggerConfiguration()
            .MinimumLevel.ControlledBy(level)
            .WriteTo.Sink(new LineSink(Formatter(), writer))
            .CreateLogger();
        var console = new OutputConsole(settings.Format, logger.IsEnabled(LevelOf(DaemonMessages.Output.Level)), colours, time.LocalTimeZone, writer);
        return new ConsoleLog(logger, writer, time, console, level, settings.Level);

        ILineFormatter Formatter() =>
            settings.Format == LogFormat.Json ? new JsonLineFormatter() : new TextLineFormatter(colours, time.LocalTimeZone);

        ReadOnlyMemory<byte> Notice(long lines)
        {
            var line = new ArrayBufferWriter<byte>();
            noticeFormatter.Format(EventOf(DaemonMessages.LinesDropped, time.GetUtcNow(), [("lines", lines)]), line);
            return line.WrittenMemory;
        }
    }

    /// <summary>Takes the lines of engines.</summary>
    public OutputConsole Output { get; }

    /// <summary>Lines below this are left out; whether lines of engines are shown stays as it was at the start.</summary>
    public LogSeverity Level
    {
        get => _severity;
        set
        {
            _severity = value;
            _level.MinimumLevel = LevelOf(value);
        }
    }

    private volatile LogSeverity _severity;

    public bool IsEnabled(DaemonMessage message) => _logger.IsEnabled(LevelOf(message.Level));

    /// <summary>Logs a message that happens now.</summary>
    public void Write(DaemonMessage message, params ReadOnlySpan<LogField> fields) => Write(message, _time.GetUtcNow(), fields);

    /// <summary>Logs a message of another time.</summary>
    public void Write(DaemonMessage message, DateTimeOffset at, params ReadOnlySpan<LogField> fields)
    {
        if (IsEnabled(message))
            _logger.Write(EventOf(message, at, fields));
    }

    /// <summary>Waits a bounded time until everything so far is written; false where standard output takes nothing.</summary>
    public bool TryFlush() => _writer.Flush(FlushPatience);

    /// <summary>Waits a bounded time until everything is written.</summary>
    public void Dispose()
    {
        _writer.Flush(FlushPatience);
        _logger.Dispose();
    }

    private static LogEvent EventOf(DaemonMessage message, DateTimeOffset at, ReadOnlySpan<LogField> fields)
    {
        var properties = new LogEventProperty[fields.Length + 2];
        properties[0] = new LogEventProperty(Fields.Event, new ScalarValue(message.Name));
        properties[1] = new LogEventProperty(Fields.Id, new ScalarValue(message.Id));
        for (int i = 0; i < fields.Length; i++)
            properties[i + 2] = new LogEventProperty(fields[i].Name, ValueOf(fields[i].Value));
        MessageTemplate template = Templates.GetOrAdd(message, static one => Parser.Parse(one.Template));
        return new LogEvent(at, LevelOf(message.Level), null, template, properties);
    }

    private static LogEventPropertyValue ValueOf(object? value) => value is IEnumerable<string> list
        ? new SequenceValue(list.Select(item => new ScalarValue(item)))
        : new ScalarValue(value);

    private static LogEventLevel LevelOf(MessageLevel level) => level switch
    {
        MessageLevel.Debug => LogEventLevel.Debug,
        MessageLevel.Information => LogEventLevel.Information,
        MessageLevel.Warning => LogEventLevel.Warning,
        MessageLevel.Error => LogEventLevel.Error,
        _ => LogEventLevel.Fatal,
    };

    private static LogEventLevel LevelOf(LogSeverity level) => level switch
    {
        LogSeverity.Debug => LogEventLevel.Debug,
        LogSeverity.Info => LogEventLevel.Information,
        LogSeverity.Warn => LogEventLevel.Warning,
        LogSeverity.Error => LogEventLevel.Error,
        _ => LogEventLevel.Fatal,
    };
}
