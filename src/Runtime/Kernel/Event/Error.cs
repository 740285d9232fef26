namespace Supervision.Event;

/// <summary>A log event that says that something failed.</summary>
public class Error : LogEvent
{
    /// <summary>A log event about a failure.</summary>
    /// <param name="cause">The exception; null for none.</param>
    /// <param name="logSource">Who logs: an actor's path, or a name.</param>
    /// <param name="logClass">The type of who logs.</param>
    /// <param name="message">What is said.</param>
    public Error(Exception? cause, string logSource, Type logClass, object message)
    {
        Cause = cause;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.ErrorLevel;
}
