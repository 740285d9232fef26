namespace Supervision.Event;

/// <summary>Where code logs to; the methods for every day are in <see cref="LoggingExtensions"/>.</summary>
public interface ILoggingAdapter
{
    /// <summary>What makes text of templates.</summary>
    ILogMessageFormatter Formatter { get; }

    /// <summary>Whether debug events go anywhere.</summary>
    bool IsDebugEnabled { get; }

    /// <summary>Whether info events go anywhere.</summary>
    bool IsInfoEnabled { get; }

    /// <summary>Whether warnings go anywhere.</summary>
    bool IsWarningEnabled { get; }

    /// <summary>Whether errors go anywhere.</summary>
    bool IsErrorEnabled { get; }

    /// <summary>Whether events of a level go anywhere.</summary>
    /// <param name="logLevel">The level.</param>
    /// <returns>Whether it is worth while to log.</returns>
    bool IsEnabled(LogLevel logLevel);

    /// <summary>Logs a text.</summary>
    /// <param name="logLevel">The level.</param>
    /// <param name="cause">The exception; null for none.</param>
    /// <param name="format">The text.</param>
    void Log(LogLevel logLevel, Exception? cause, string format);

    /// <summary>Logs a template with its arguments.</summary>
    /// <param name="logLevel">The level.</param>
    /// <param name="cause">The exception; null for none.</param>
    /// <param name="message">The template.</param>
    void Log(LogLevel logLevel, Exception? cause, LogMessage message);
}
