namespace Supervision.Event;

// Debug: nothing is formatted, and nothing allocated, where the level is off.
public static partial class LoggingExtensions
{
    /// <summary>Logs for who looks for a fault.</summary>
    /// <param name="log">Where to.</param>
    /// <param name="format">The text, or its template.</param>
    public static void Debug(this ILoggingAdapter log, string format)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, null, format);
    }

    /// <summary>Logs for who looks for a fault.</summary>
    /// <param name="log">Where to.</param>
    /// <param name="cause">The exception; null for none.</param>
    /// <param name="format">The text, or its template.</param>
    public static void Debug(this ILoggingAdapter log, Exception? cause, string format)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, cause, format);
    }

    /// <summary>Logs for who looks for a fault.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <param name="log">Where to.</param>
    /// <param name="format">The template.</param>
    /// <param name="arg1">Argument 0 of the template.</param>
    public static void Debug<T1>(this ILoggingAdapter log, string format, T1 arg1)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, null, new LogMessage<T1>(log.Formatter, format, arg1));
    }

    /// <summary>Logs for who looks for a fault.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <param name="log">Where to.</param>
    /// <param name="cause">The exception; null for none.</param>
    /// <param name="format">The template.</param>
    /// <param name="arg1">Argument 0 of the template.</param>
    public static void Debug<T1>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, cause, new LogMessage<T1>(log.Formatter, format, arg1));
    }

    /// <summary>Logs for who looks for a fault.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <param name="log">Where to.</param>
    /// <param name="format">The template.</param>
    /// <param name="arg1">Argument 0 of the template.</param>
    /// <param name="arg2">Argument 1 of the template.</param>
    public static void Debug<T1, T2>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, null, new LogMessage<T1, T2>(log.Formatter, format, arg1, arg2));
    }

    /// <summary>Logs for who looks for a fault.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <param name="log">Where to.</param>
    /// <param name="cause">The exception; null for none.</param>
    /// <param name="format">The template.</param>
    /// <param name="arg1">Argument 0 of the template.</param>
    /// <param name="arg2">Argument 1 of the template.</param>
    public static void Debug<T1, T2>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, cause, new LogMessage<T1, T2>(log.Formatter, format, arg1, arg2));
    }

    /// <summary>Logs for who looks for a fault.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <param name="log">Where to.</param>
    /// <param name="format">The template.</param>
    /// <param name="arg1">Argument 0 of the template.</param>
    /// <param name="arg2">Argument 1 of the template.</param>
    /// <param name="arg3">Argument 2 of the template.</param>
    public static void Debug<T1, T2, T3>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, null, new LogMessage<T1, T2, T3>(log.Formatter, format, arg1, arg2, arg3));
    }

    /// <summary>Logs for who looks for a fault.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <param name="log">Where to.</param>
    /// <param name="cause">The exception; null for none.</param>
    /// <param name="format">The template.</param>
    /// <param name="arg1">Argument 0 of the template.</param>
    /// <param name="arg2">Argument 1 of the template.</param>
    /// <param name="arg3">Argument 2 of the template.</param>
    public static void Debug<T1, T2, T3>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, cause, new LogMessage<T1, T2, T3>(log.Formatter, format, arg1, arg2, arg3));
    }

    /// <summary>Logs for who looks for a fault.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="T4">The type of an argument.</typeparam>
    /// <param name="log">Where to.</param>
    /// <param name="format">The template.</param>
    /// <param name="arg1">Argument 0 of the template.</param>
    /// <param name="arg2">Argument 1 of the template.</param>
    /// <param name="arg3">Argument 2 of the template.</param>
    /// <param name="arg4">Argument 3 of the template.</param>
    public static void Debug<T1, T2, T3, T4>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, null, new LogMessage<T1, T2, T3, T4>(log.Formatter, format, arg1, arg2, arg3, arg4));
    }

    /// <summary>Logs for who looks for a fault.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="T4">The type of an argument.</typeparam>
    /// <param name="log">Where to.</param>
    /// <param name="cause">The exception; null for none.</param>
    /// <param name="format">The template.</param>
    /// <param name="arg1">Argument 0 of the template.</param>
    /// <param name="arg2">Argument 1 of the template.</param>
    /// <param name="arg3">Argument 2 of the template.</param>
    /// <param name="arg4">Argument 3 of the template.</param>
    public static void Debug<T1, T2, T3, T4>(
        this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, cause, new LogMessage<T1, T2, T3, T4>(log.Formatter, format, arg1, arg2, arg3, arg4));
    }

    /// <summary>Logs for who looks for a fault.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="T4">The type of an argument.</typeparam>
    /// <typeparam name="T5">The type of an argument.</typeparam>
    /// <param name="log">Where to.</param>
    /// <param name="format">The template.</param>
    /// <param name="arg1">Argument 0 of the template.</param>
    /// <param name="arg2">Argument 1 of the template.</param>
    /// <param name="arg3">Argument 2 of the template.</param>
    /// <param name="arg4">Argument 3 of the template.</param>
    /// <param name="arg5">Argument 4 of the template.</param>
    public static void Debug<T1, T2, T3, T4, T5>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, null, new LogMessage<T1, T2, T3, T4, T5>(log.Formatter, format, arg1, arg2, arg3, arg4, arg5));
    }

    /// <summary>Logs for who looks for a fault.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="T4">The type of an argument.</typeparam>
    /// <typeparam name="T5">The type of an argument.</typeparam>
    /// <param name="log">Where to.</param>
    /// <param name="cause">The exception; null for none.</param>
    /// <param name="format">The template.</param>
    /// <param name="arg1">Argument 0 of the template.</param>
    /// <param name="arg2">Argument 1 of the template.</param>
    /// <param name="arg3">Argument 2 of the template.</param>
    /// <param name="arg4">Argument 3 of the template.</param>
    /// <param name="arg5">Argument 4 of the template.</param>
    public static void Debug<T1, T2, T3, T4, T5>(
        this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, cause, new LogMessage<T1, T2, T3, T4, T5>(log.Formatter, format, arg1, arg2, arg3, arg4, arg5));
    }

    /// <summary>Logs for who looks for a fault.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="T4">The type of an argument.</typeparam>
    /// <typeparam name="T5">The type of an argument.</typeparam>
    /// <typeparam name="T6">The type of an argument.</typeparam>
    /// <param name="log">Where to.</param>
    /// <param name="format">The template.</param>
    /// <param name="arg1">Argument 0 of the template.</param>
    /// <param name="arg2">Argument 1 of the template.</param>
    /// <param name="arg3">Argument 2 of the template.</param>
    /// <param name="arg4">Argument 3 of the template.</param>
    /// <param name="arg5">Argument 4 of the template.</param>
    /// <param name="arg6">Argument 5 of the template.</param>
    public static void Debug<T1, T2, T3, T4, T5, T6>(
        this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, null, new LogMessage<T1, T2, T3, T4, T5, T6>(log.Formatter, format, arg1, arg2, arg3, arg4, arg5, arg6));
    }

    /// <summary>Logs for who looks for a fault.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="T4">The type of an argument.</typeparam>
    /// <typeparam name="T5">The type of an argument.</typeparam>
    /// <typeparam name="T6">The type of an argument.</typeparam>
    /// <param name="log">Where to.</param>
    /// <param name="cause">The exception; null for none.</param>
    /// <param name="format">The template.</param>
    /// <param name="arg1">Argument 0 of the template.</param>
    /// <param name="arg2">Argument 1 of the template.</param>
    /// <param name="arg3">Argument 2 of the template.</param>
    /// <param name="arg4">Argument 3 of the template.</param>
    /// <param name="arg5">Argument 4 of the template.</param>
    /// <param name="arg6">Argument 5 of the template.</param>
    public static void Debug<T1, T2, T3, T4, T5, T6>(
        this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, cause, new LogMessage<T1, T2, T3, T4, T5, T6>(log.Formatter, format, arg1, arg2, arg3, arg4, arg5, arg6));
    }

    /// <summary>Logs for who looks for a fault.</summary>
    /// <param name="log">Where to.</param>
    /// <param name="format">The template.</param>
    /// <param name="args">The arguments of the template, in order.</param>
    public static void Debug(this ILoggingAdapter log, string format, object[] args)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, null, new ArrayLogMessage(log.Formatter, format, args));
    }

    /// <summary>Logs for who looks for a fault.</summary>
    /// <param name="log">Where to.</param>
    /// <param name="cause">The exception; null for none.</param>
    /// <param name="format">The template.</param>
    /// <param name="args">The arguments of the template, in order.</param>
    public static void Debug(this ILoggingAdapter log, Exception? cause, string format, object[] args)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, cause, new ArrayLogMessage(log.Formatter, format, args));
    }
}
