using System.Collections.Concurrent;
using Supervision.Event;

namespace Supervision.Kernel.Tests.Scheduling;

/// <summary>Keeps what is logged.</summary>
internal sealed class RecordingLog() : LoggingAdapterBase(DefaultLogMessageFormatter.Instance)
{
    public ConcurrentQueue<(LogLevel Level, string Text, Exception? Cause)> Entries { get; } = [];

    public override bool IsDebugEnabled => true;

    public override bool IsInfoEnabled => true;

    public override bool IsWarningEnabled => true;

    public override bool IsErrorEnabled => true;

    protected override void NotifyLog(LogLevel logLevel, object message, Exception? cause = null) =>
        Entries.Enqueue((logLevel, message.ToString()!, cause));
}
