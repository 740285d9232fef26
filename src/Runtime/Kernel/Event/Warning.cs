namespace Supervision.Event;

/// <summary>A log event that says that something is off.</summary>
public class Warning : LogEvent
{
    /// <summary>A log event without an exception.</summary>
    /// <param name="logSource">Who logs: an actor's path, or a name.</param>
    /// <param name="logClass">The type of who logs.</param>
    /// <param name="message">What is said.</param>
    public Warning(string logSource, Type logClass, object message)
        : this(null, logSource, logClass, message)
    {
    }

    /// <summary>A log event with an exception.</summary>
    /// <param name="cause">The exception; null for none.</param>
    /// <param name="logSource">Who logs: an actor's path, or a name.</param>
    /// <param name="logClass">The type of who logs.</param>
    /// <param name="message">What is said.</param>
    public Warning(Exception? cause, string logSource, Type logClass, object message)
    {
        Cause = cause;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.WarningLevel;
}
