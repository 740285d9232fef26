namespace Supervision.Actors.Messages;

/// <summary>Takes log lines: the daemon's console, or the log of a host.</summary>
internal interface IMessageLog
{
    bool IsEnabled(DaemonMessage message);

    /// <summary>Logs what happened at some time.</summary>
    void Write(DaemonMessage message, DateTimeOffset at, params ReadOnlySpan<LogField> fields);
}
