namespace Supervision.Event;

/// <summary>Logs onto a bus, from which the loggers take it.</summary>
public sealed class BusLogging : LoggingAdapterBase
{
    /// <summary>Logs for one source onto one bus.</summary>
    /// <param name="bus">The bus; it also decides which levels are on.</param>
    /// <param name="logSource">Who logs: an actor's path, or a name.</param>
    /// <param name="logClass">The type of who logs.</param>
    /// <param name="logMessageFormatter">What makes text of templates.</param>
    public BusLogging(LoggingBus bus, string logSource, Type logClass, ILogMessageFormatter logMessageFormatter)
        : base(logMessageFormatter)
    {
        ArgumentNullException.ThrowIfNull(bus);
        Bus = bus;
        LogSource = logSource;
        LogClass = logClass;
    }

    /// <summary>The bus.</summary>
    public LoggingBus Bus { get; }

    /// <summary>The type of who logs.</summary>
    public Type LogClass { get; }

    /// <summary>Who logs: an actor's path, or a name.</summary>
    public string LogSource { get; }

    /// <inheritdoc/>
    public override bool IsDebugEnabled => Bus.LogLevel <= LogLevel.DebugLevel;

    /// <inheritdoc/>
    public override bool IsInfoEnabled => Bus.LogLevel <= LogLevel.InfoLevel;

    /// <inheritdoc/>
    public override bool IsWarningEnabled => Bus.LogLevel <= LogLevel.WarningLevel;

    /// <inheritdoc/>
    public override bool IsErrorEnabled => Bus.LogLevel <= LogLevel.ErrorLevel;

    /// <inheritdoc/>
    protected override void NotifyLog(LogLevel logLevel, object message, Exception? cause = null)
    {
        LogEvent logEvent = logLevel switch
        {
            LogLevel.DebugLevel => new Debug(cause, LogSource, LogClass, message),
            LogLevel.InfoLevel => new Info(cause, LogSource, LogClass, message),
            LogLevel.WarningLevel => new Warning(cause, LogSource, LogClass, message),
            _ => new Error(cause, LogSource, LogClass, message),
        };
        if (Bus.Clock is { } clock)
            logEvent.Timestamp = clock.GetUtcNow().UtcDateTime;
        Bus.Publish(logEvent);
    }
}
