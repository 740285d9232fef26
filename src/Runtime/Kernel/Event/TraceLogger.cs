using System.Diagnostics;
using Supervision.Actor;

namespace Supervision.Event;

/// <summary>Writes log events to the listeners of <see cref="Trace"/>.</summary>
public class TraceLogger : UntypedActor
{
    private readonly LogFilterEvaluator _filter = Context.System.Settings.LogFilter;

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                break;
            case LogEvent logEvent when _filter.ShouldTryKeepMessage(logEvent, out _):
                Write(logEvent, LogEventText.Of(logEvent));
                break;
            case LogEvent:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private static void Write(LogEvent logEvent, string line)
    {
        switch (logEvent.LogLevel())
        {
            case LogLevel.ErrorLevel:
                Trace.TraceError("{0}", line);
                break;
            case LogLevel.WarningLevel:
                Trace.TraceWarning("{0}", line);
                break;
            case LogLevel.InfoLevel:
                Trace.TraceInformation("{0}", line);
                break;
            default:
                Trace.WriteLine(line);
                break;
        }
    }
}
