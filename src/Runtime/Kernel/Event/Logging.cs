using Supervision.Actor;

namespace Supervision.Event;

/// <summary>Makes logging adapters and translates log levels.</summary>
public static class Logging
{
    internal const LogLevel OffLogLevel = (LogLevel)int.MaxValue;

    /// <summary>Logs for the actor of a context.</summary>
    /// <param name="context">The context.</param>
    /// <param name="logMessageFormatter">What makes text of templates; null for the system's own.</param>
    /// <returns>The adapter.</returns>
    public static ILoggingAdapter GetLogger(this IActorContext context, ILogMessageFormatter? logMessageFormatter = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        var source = LogSource.Create(context, context.System);
        return new BusLogging(
            context.System.EventStream, source.Source, source.Type, logMessageFormatter ?? context.System.Settings.LogFormatter);
    }

    /// <summary>Logs for an object of a system.</summary>
    /// <param name="system">The system.</param>
    /// <param name="logSourceObj">Who logs: an actor, a context, a type, a name, or any object.</param>
    /// <param name="logMessageFormatter">What makes text of templates; null for the system's own.</param>
    /// <returns>The adapter.</returns>
    public static ILoggingAdapter GetLogger(ActorSystem system, object logSourceObj, ILogMessageFormatter? logMessageFormatter = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        var source = LogSource.Create(logSourceObj, system);
        return new BusLogging(system.EventStream, source.Source, source.Type, logMessageFormatter ?? system.Settings.LogFormatter);
    }

    /// <summary>Logs for an object onto a bus.</summary>
    /// <param name="loggingBus">The bus.</param>
    /// <param name="logSourceObj">Who logs: an actor, a context, a type, a name, or any object.</param>
    /// <param name="logMessageFormatter">What makes text of templates; null for <see cref="DefaultLogMessageFormatter"/>.</param>
    /// <returns>The adapter.</returns>
    public static ILoggingAdapter GetLogger(LoggingBus loggingBus, object logSourceObj, ILogMessageFormatter? logMessageFormatter = null)
    {
        var source = LogSource.Create(logSourceObj);
        return new BusLogging(loggingBus, source.Source, source.Type, logMessageFormatter ?? DefaultLogMessageFormatter.Instance);
    }

    /// <summary>The type of the events of a level.</summary>
    /// <param name="logLevel">The level.</param>
    /// <returns>The type.</returns>
    /// <exception cref="ArgumentException">It is no level.</exception>
    public static Type ClassFor(this LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => typeof(Debug),
        LogLevel.InfoLevel => typeof(Info),
        LogLevel.WarningLevel => typeof(Warning),
        LogLevel.ErrorLevel => typeof(Error),
        _ => throw new ArgumentException($"Unknown log level: {(int)logLevel}.", nameof(logLevel)),
    };

    /// <summary>The name of a level as settings have it: DEBUG, INFO, WARNING, ERROR or OFF.</summary>
    /// <param name="logLevel">The level.</param>
    /// <returns>The name.</returns>
    /// <exception cref="ArgumentException">It is no level.</exception>
    public static string StringFor(this LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => "DEBUG",
        LogLevel.InfoLevel => "INFO",
        LogLevel.WarningLevel => "WARNING",
        LogLevel.ErrorLevel => "ERROR",
        OffLogLevel => "OFF",
        _ => throw new ArgumentException($"Unknown log level: {(int)logLevel}.", nameof(logLevel)),
    };

    /// <summary>The level that a name stands for.</summary>
    /// <param name="logLevel">DEBUG, INFO, WARNING, ERROR or OFF, in any case; off is above every level.</param>
    /// <returns>The level.</returns>
    /// <exception cref="ArgumentException">The name stands for no level.</exception>
    public static LogLevel LogLevelFor(string logLevel) => logLevel?.Trim().ToUpperInvariant() switch
    {
        "DEBUG" => LogLevel.DebugLevel,
        "INFO" => LogLevel.InfoLevel,
        "WARNING" or "WARN" => LogLevel.WarningLevel,
        "ERROR" => LogLevel.ErrorLevel,
        "OFF" => OffLogLevel,
        _ => throw new ArgumentException($"Unknown log level: '{logLevel}'; one of DEBUG, INFO, WARNING, ERROR, OFF is.", nameof(logLevel)),
    };

    /// <summary>The level of a type of events.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>The level.</returns>
    /// <exception cref="ArgumentException">The type has no level.</exception>
    public static LogLevel LogLevelFor<T>()
        where T : LogEvent
    {
        if (typeof(Debug).IsAssignableFrom(typeof(T)))
            return LogLevel.DebugLevel;
        if (typeof(Info).IsAssignableFrom(typeof(T)))
            return LogLevel.InfoLevel;
        if (typeof(Warning).IsAssignableFrom(typeof(T)))
            return LogLevel.WarningLevel;
        if (typeof(Error).IsAssignableFrom(typeof(T)))
            return LogLevel.ErrorLevel;
        throw new ArgumentException($"{typeof(T)} has no log level.", nameof(T));
    }

    /// <summary>The name of an object's type, without its namespace.</summary>
    /// <param name="o">The object.</param>
    /// <returns>The name.</returns>
    public static string SimpleName(object o) => SimpleName(o.GetType());

    /// <summary>The name of a type, without its namespace.</summary>
    /// <param name="t">The type.</param>
    /// <returns>The name.</returns>
    public static string SimpleName(Type t) => t.Name;
}
