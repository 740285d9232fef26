using Supervision.Actor;

namespace Supervision.Event;

/// <summary>The logger <c>default</c>: prints log events on standard output, as <see cref="StandardOutLogger"/> does.</summary>
public class DefaultLogger : ActorBase
{
    /// <summary>Prints one event.</summary>
    /// <param name="logEvent">The event.</param>
    protected virtual void Print(LogEvent logEvent) => StandardOutLogger.Print(logEvent);

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                return true;
            case LogEvent logEvent:
                Print(logEvent);
                return true;
            default:
                return false;
        }
    }
}
