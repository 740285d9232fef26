namespace Supervision.Event;

/// <summary>A log event for who looks for a fault.</summary>
public class Debug : LogEvent
{
    /// <summary>A log event without an exception.</summary>
    /// <param name="logSource">Who logs: an actor's path, or a name.</param>
    /// <param name="logClass">The type of who logs.</param>
    /// <param name="message">What is said.</param>
    public Debug(string logSource, Type logClass, object message)
        : this(null, logSource, logClass, message)
    {
    }

    /// <summary>A log event with an exception.</summary>
    /// <param name="cause">The exception; null for none.</param>
    /// <param name="logSource">Who logs: an actor's path, or a name.</param>
    /// <param name="logClass">The type of who logs.</param>
    /// <param name="message">What is said.</param>
    public Debug(Exception? cause, string logSource, Type logClass, object message)
    {
        Cause = cause;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.DebugLevel;
}
