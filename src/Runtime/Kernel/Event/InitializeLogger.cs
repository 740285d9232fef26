using Supervision.Actor;

namespace Supervision.Event;

/// <summary>The first message that a logger gets; it answers with <see cref="LoggerInitialized"/>.</summary>
public class InitializeLogger : INoSerializationVerificationNeeded
{
    /// <summary>Keeps the bus.</summary>
    /// <param name="loggingBus">The bus that the logger hears.</param>
    public InitializeLogger(LoggingBus loggingBus)
    {
        LoggingBus = loggingBus;
    }

    /// <summary>The bus that the logger hears.</summary>
    public LoggingBus LoggingBus { get; }
}
