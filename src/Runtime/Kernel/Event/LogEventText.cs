using System.Diagnostics.CodeAnalysis;

namespace Supervision.Event;

/// <summary>The text of a log event, even of one whose template and arguments do not fit.</summary>
internal static class LogEventText
{
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Arguments are of any type and their ToString may throw anything; the line says so.")]
    public static string Of(LogEvent logEvent)
    {
        try
        {
            return logEvent.ToString();
        }
        catch (Exception e)
        {
            return Unformatted(logEvent, e);
        }
    }

    /// <summary>The text of the message alone.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "As above.")]
    public static string OfMessage(LogEvent logEvent)
    {
        try
        {
            return logEvent.Message?.ToString() ?? "";
        }
        catch (Exception e)
        {
            return Unformatted(logEvent, e);
        }
    }

    private static string Unformatted(LogEvent logEvent, Exception e)
    {
        var template = logEvent.Message is LogMessage message ? message.Format : logEvent.Message.GetType().Name;
        return $"[{logEvent.LogLevel().StringFor()}][{logEvent.LogSource}] A log message could not be formatted "
            + $"({e.GetType().Name}: {e.Message}); its template is: {template}";
    }
}
