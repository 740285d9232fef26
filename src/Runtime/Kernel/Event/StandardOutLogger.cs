namespace Supervision.Event;

/// <summary>Prints log events on standard output, in colours where that is a terminal.</summary>
public class StandardOutLogger : MinimalLogger
{
    /// <summary>The colour of debug events.</summary>
    public static ConsoleColor DebugColor { get; set; } = ConsoleColor.Gray;

    /// <summary>The colour of info events.</summary>
    public static ConsoleColor InfoColor { get; set; } = ConsoleColor.White;

    /// <summary>The colour of warnings.</summary>
    public static ConsoleColor WarningColor { get; set; } = ConsoleColor.Yellow;

    /// <summary>The colour of errors.</summary>
    public static ConsoleColor ErrorColor { get; set; } = ConsoleColor.Red;

    /// <summary>Whether colours are used where standard output is a terminal; true unless told.</summary>
    public static bool UseColors { get; set; } = true;

    /// <inheritdoc/>
    protected override void Log(object message)
    {
        if (message is LogEvent logEvent)
            PrintLogEvent(logEvent, Filter);
        else
            StandardOutput.WriteLine(message.ToString() ?? "", null);
    }

    internal static void PrintLogEvent(LogEvent logEvent, LogFilterEvaluator filter)
    {
        if (!filter.ShouldTryKeepMessage(logEvent, out _))
            return;
        ConsoleColor? colour = !UseColors ? null : logEvent.LogLevel() switch
        {
            LogLevel.DebugLevel => DebugColor,
            LogLevel.InfoLevel => InfoColor,
            LogLevel.WarningLevel => WarningColor,
            LogLevel.ErrorLevel => ErrorColor,
            _ => null,
        };
        StandardOutput.WriteLine(LogEventText.Of(logEvent), colour);
    }
}
