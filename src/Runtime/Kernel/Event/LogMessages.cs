namespace Supervision.Event;

// One small class per number of arguments: the arguments are boxed when the text is made, not when the event is logged.

/// <summary>Arguments in an array.</summary>
internal sealed class ArrayLogMessage(ILogMessageFormatter formatter, string format, object[] args) : LogMessage(formatter, format)
{
    public override IEnumerable<object> Parameters() => args;

    public override string Unformatted() => LogMessageText.Unformatted(Format, args);

    public override string ToString() => Formatter.Format(Format, args);
}

internal sealed class LogMessage<T1>(ILogMessageFormatter formatter, string format, T1 arg1)
    : LogMessage(formatter, format)
{
    public override IEnumerable<object> Parameters() => Values();

    public override string Unformatted() => LogMessageText.Unformatted(Format, Values());

    public override string ToString() => Formatter.Format(Format, Values());

    private object[] Values() => [arg1!];
}

internal sealed class LogMessage<T1, T2>(ILogMessageFormatter formatter, string format, T1 arg1, T2 arg2)
    : LogMessage(formatter, format)
{
    public override IEnumerable<object> Parameters() => Values();

    public override string Unformatted() => LogMessageText.Unformatted(Format, Values());

    public override string ToString() => Formatter.Format(Format, Values());

    private object[] Values() => [arg1!, arg2!];
}

internal sealed class LogMessage<T1, T2, T3>(ILogMessageFormatter formatter, string format, T1 arg1, T2 arg2, T3 arg3)
    : LogMessage(formatter, format)
{
    public override IEnumerable<object> Parameters() => Values();

    public override string Unformatted() => LogMessageText.Unformatted(Format, Values());

    public override string ToString() => Formatter.Format(Format, Values());

    private object[] Values() => [arg1!, arg2!, arg3!];
}

internal sealed class LogMessage<T1, T2, T3, T4>(ILogMessageFormatter formatter, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4)
    : LogMessage(formatter, format)
{
    public override IEnumerable<object> Parameters() => Values();

    public override string Unformatted() => LogMessageText.Unformatted(Format, Values());

    public override string ToString() => Formatter.Format(Format, Values());

    private object[] Values() => [arg1!, arg2!, arg3!, arg4!];
}

internal sealed class LogMessage<T1, T2, T3, T4, T5>(ILogMessageFormatter formatter, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5)
    : LogMessage(formatter, format)
{
    public override IEnumerable<object> Parameters() => Values();

    public override string Unformatted() => LogMessageText.Unformatted(Format, Values());

    public override string ToString() => Formatter.Format(Format, Values());

    private object[] Values() => [arg1!, arg2!, arg3!, arg4!, arg5!];
}

internal sealed class LogMessage<T1, T2, T3, T4, T5, T6>(ILogMessageFormatter formatter, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6)
    : LogMessage(formatter, format)
{
    public override IEnumerable<object> Parameters() => Values();

    public override string Unformatted() => LogMessageText.Unformatted(Format, Values());

    public override string ToString() => Formatter.Format(Format, Values());

    private object[] Values() => [arg1!, arg2!, arg3!, arg4!, arg5!, arg6!];
}

internal static class LogMessageText
{
    public static string Unformatted(string format, object[] args) =>
        args.Length == 0 ? format : $"{format}, {string.Join(", ", args)}";
}
