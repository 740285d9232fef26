namespace Supervision.Event;

/// <summary>Logs templates with arguments at every level.</summary>
public static partial class LoggingExtensions
{
    /// <summary>Logs at a level.</summary>
    /// <param name="log">Where to.</param>
    /// <param name="level">The level.</param>
    /// <param name="format">The text.</param>
    public static void Log(this ILoggingAdapter log, LogLevel level, string format)
    {
        if (log.IsEnabled(level))
            log.Log(level, null, format);
    }

    /// <summary>Logs at a level.</summary>
    /// <param name="log">Where to.</param>
    /// <param name="level">The level.</param>
    /// <param name="format">The template.</param>
    /// <param name="args">The arguments of the template, in order.</param>
    public static void Log(this ILoggingAdapter log, LogLevel level, string format, object[] args)
    {
        if (log.IsEnabled(level))
            log.Log(level, null, new ArrayLogMessage(log.Formatter, format, args));
    }

    /// <summary>Logs at a level.</summary>
    /// <param name="log">Where to.</param>
    /// <param name="level">The level.</param>
    /// <param name="cause">The exception; null for none.</param>
    /// <param name="format">The template.</param>
    /// <param name="args">The arguments of the template, in order.</param>
    public static void Log(this ILoggingAdapter log, LogLevel level, Exception? cause, string format, object[] args)
    {
        if (log.IsEnabled(level))
            log.Log(level, cause, new ArrayLogMessage(log.Formatter, format, args));
    }

    /// <summary>Logs at a level.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <param name="log">Where to.</param>
    /// <param name="logLevel">The level.</param>
    /// <param name="cause">The exception; null for none.</param>
    /// <param name="format">The template.</param>
    /// <param name="arg1">Argument 0 of the template.</param>
    public static void Log<T1>(this ILoggingAdapter log, LogLevel logLevel, Exception? cause, string format, T1 arg1)
    {
        if (log.IsEnabled(logLevel))
            log.Log(logLevel, cause, new LogMessage<T1>(log.Formatter, format, arg1));
    }

    /// <summary>Logs at a level.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <param name="log">Where to.</param>
    /// <param name="logLevel">The level.</param>
    /// <param name="cause">The exception; null for none.</param>
    /// <param name="format">The template.</param>
    /// <param name="arg1">Argument 0 of the template.</param>
    /// <param name="arg2">Argument 1 of the template.</param>
    public static void Log<T1, T2>(this ILoggingAdapter log, LogLevel logLevel, Exception? cause, string format, T1 arg1, T2 arg2)
    {
        if (log.IsEnabled(logLevel))
            log.Log(logLevel, cause, new LogMessage<T1, T2>(log.Formatter, format, arg1, arg2));
    }

    /// <summary>Logs at a level.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <param name="log">Where to.</param>
    /// <param name="logLevel">The level.</param>
    /// <param name="cause">The exception; null for none.</param>
    /// <param name="format">The template.</param>
    /// <param name="arg1">Argument 0 of the template.</param>
    /// <param name="arg2">Argument 1 of the template.</param>
    /// <param name="arg3">Argument 2 of the template.</param>
    public static void Log<T1, T2, T3>(
        this ILoggingAdapter log, LogLevel logLevel, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3)
    {
        if (log.IsEnabled(logLevel))
            log.Log(logLevel, cause, new LogMessage<T1, T2, T3>(log.Formatter, format, arg1, arg2, arg3));
    }

    /// <summary>Logs at a level.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="T4">The type of an argument.</typeparam>
    /// <param name="log">Where to.</param>
    /// <param name="logLevel">The level.</param>
    /// <param name="cause">The exception; null for none.</param>
    /// <param name="format">The template.</param>
    /// <param name="arg1">Argument 0 of the template.</param>
    /// <param name="arg2">Argument 1 of the template.</param>
    /// <param name="arg3">Argument 2 of the template.</param>
    /// <param name="arg4">Argument 3 of the template.</param>
    public static void Log<T1, T2, T3, T4>(
        this ILoggingAdapter log, LogLevel logLevel, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4)
    {
        if (log.IsEnabled(logLevel))
            log.Log(logLevel, cause, new LogMessage<T1, T2, T3, T4>(log.Formatter, format, arg1, arg2, arg3, arg4));
    }

    /// <summary>Logs at a level.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="T4">The type of an argument.</typeparam>
    /// <typeparam name="T5">The type of an argument.</typeparam>
    /// <param name="log">Where to.</param>
    /// <param name="logLevel">The level.</param>
    /// <param name="cause">The exception; null for none.</param>
    /// <param name="format">The template.</param>
    /// <param name="arg1">Argument 0 of the template.</param>
    /// <param name="arg2">Argument 1 of the template.</param>
    /// <param name="arg3">Argument 2 of the template.</param>
    /// <param name="arg4">Argument 3 of the template.</param>
    /// <param name="arg5">Argument 4 of the template.</param>
    public static void Log<T1, T2, T3, T4, T5>(
        this ILoggingAdapter log, LogLevel logLevel, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5)
    {
        if (log.IsEnabled(logLevel))
            log.Log(logLevel, cause, new LogMessage<T1, T2, T3, T4, T5>(log.Formatter, format, arg1, arg2, arg3, arg4, arg5));
    }

    /// <summary>Logs at a level.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="T4">The type of an argument.</typeparam>
    /// <typeparam name="T5">The type of an argument.</typeparam>
    /// <typeparam name="T6">The type of an argument.</typeparam>
    /// <param name="log">Where to.</param>
    /// <param name="logLevel">The level.</param>
    /// <param name="cause">The exception; null for none.</param>
    /// <param name="format">The template.</param>
    /// <param name="arg1">Argument 0 of the template.</param>
    /// <param name="arg2">Argument 1 of the template.</param>
    /// <param name="arg3">Argument 2 of the template.</param>
    /// <param name="arg4">Argument 3 of the template.</param>
    /// <param name="arg5">Argument 4 of the template.</param>
    /// <param name="arg6">Argument 5 of the template.</param>
    public static void Log<T1, T2, T3, T4, T5, T6>(
        this ILoggingAdapter log, LogLevel logLevel, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6)
    {
        if (log.IsEnabled(logLevel))
            log.Log(logLevel, cause, new LogMessage<T1, T2, T3, T4, T5, T6>(log.Formatter, format, arg1, arg2, arg3, arg4, arg5, arg6));
    }
}
