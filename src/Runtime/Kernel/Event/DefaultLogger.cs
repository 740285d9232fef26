using Supervision.Actor;
using Supervision.Dispatch;

namespace Supervision.Event;

/// <summary>The usual logger: hands log events to <see cref="Settings.StdoutLogger"/>, which prints them.</summary>
public class DefaultLogger : ActorBase, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private readonly MinimalLogger _output = Context.System.Settings.StdoutLogger;

    /// <summary>Prints one event.</summary>
    /// <param name="logEvent">The event.</param>
    protected virtual void Print(LogEvent logEvent) => _output.Tell(logEvent, ActorRefs.NoSender);

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
