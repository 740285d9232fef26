namespace Supervision.Event;

/// <summary>A logging adapter that asks whether a level is on before it passes an event on.</summary>
public abstract class LoggingAdapterBase : ILoggingAdapter
{
    /// <summary>Keeps the formatter.</summary>
    /// <param name="logMessageFormatter">What makes text of templates.</param>
    /// <exception cref="ArgumentNullException">There is no formatter.</exception>
    protected LoggingAdapterBase(ILogMessageFormatter logMessageFormatter)
    {
        ArgumentNullException.ThrowIfNull(logMessageFormatter);
        Formatter = logMessageFormatter;
    }

    /// <inheritdoc/>
    public ILogMessageFormatter Formatter { get; }

    /// <inheritdoc/>
    public abstract bool IsDebugEnabled { get; }

    /// <inheritdoc/>
    public abstract bool IsInfoEnabled { get; }

    /// <inheritdoc/>
    public abstract bool IsWarningEnabled { get; }

    /// <inheritdoc/>
    public abstract bool IsErrorEnabled { get; }

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => IsDebugEnabled,
        LogLevel.InfoLevel => IsInfoEnabled,
        LogLevel.WarningLevel => IsWarningEnabled,
        LogLevel.ErrorLevel => IsErrorEnabled,
        _ => false,
    };

    /// <inheritdoc/>
    public void Log(LogLevel logLevel, Exception? cause, string format)
    {
        if (IsEnabled(logLevel))
            NotifyLog(logLevel, format, cause);
    }

    /// <inheritdoc/>
    public void Log(LogLevel logLevel, Exception? cause, LogMessage message)
    {
        if (IsEnabled(logLevel))
            NotifyLog(logLevel, message, cause);
    }

    /// <summary>Passes an event on; its level is on.</summary>
    /// <param name="logLevel">The level.</param>
    /// <param name="message">What is said.</param>
    /// <param name="cause">The exception; null for none.</param>
    protected abstract void NotifyLog(LogLevel logLevel, object message, Exception? cause = null);
}
