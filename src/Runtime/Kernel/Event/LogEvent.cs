using System.Globalization;
using Supervision.Actor;

namespace Supervision.Event;

/// <summary>Something that was logged, on its way over the event stream to the loggers.</summary>
public abstract class LogEvent : INoSerializationVerificationNeeded
{
    /// <summary>Takes the thread and the time.</summary>
    protected LogEvent()
    {
        Timestamp = TimeProvider.System.GetUtcNow().UtcDateTime;
        Thread = Thread.CurrentThread;
        LogSource = "";
        LogClass = typeof(DummyClassForStringSources);
        Message = "";
    }

    /// <summary>The exception that goes with it; null for none.</summary>
    public Exception? Cause { get; protected set; }

    /// <summary>When it was logged, in UTC.</summary>
    public DateTime Timestamp { get; internal set; }

    /// <summary>The thread that logged it.</summary>
    public Thread Thread { get; }

    /// <summary>Who logged it: an actor's path, or a name.</summary>
    public string LogSource { get; protected set; }

    /// <summary>The type of who logged it.</summary>
    public Type LogClass { get; protected set; }

    /// <summary>What is said: a text, or an object whose text is made when somebody prints it (a <see cref="LogMessage"/>).</summary>
    public object Message { get; protected set; }

    /// <summary>How much it matters.</summary>
    /// <returns>The level.</returns>
    public abstract LogLevel LogLevel();

    /// <summary>One line: level, time, thread, source and message; the cause follows on its own lines.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"[{LogLevel().StringFor()}][{Timestamp:MM/dd/yyyy HH:mm:ss.fff}Z][Thread {Thread.ManagedThreadId:0000}][{LogSource}] {Message}");
        return Cause is null ? line : line + Environment.NewLine + "Cause: " + Cause;
    }
}
