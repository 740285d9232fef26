using Supervision.Actor;

namespace Supervision.Event;

/// <summary>An event bus that loggers hear; events are objects and their class is their type.</summary>
public partial class LoggingBus : ActorEventBus<object, Type>
{
    private volatile int _logLevel = (int)Logging.OffLogLevel;

    /// <summary>A bus without loggers; every level is off.</summary>
    public LoggingBus()
    {
    }

    /// <summary>The lowest level that is on.</summary>
    public LogLevel LogLevel => (LogLevel)_logLevel;

    /// <summary>What log events take their time from; null for the system's clock.</summary>
    internal TimeProvider? Clock { get; set; }

    /// <summary>Sets the lowest level that is on; the loggers hear that level and those above it from now on.</summary>
    /// <param name="logLevel">The level.</param>
    public void SetLogLevel(LogLevel logLevel)
    {
        lock (_loggerGate)
        {
            _logLevel = (int)logLevel;
            foreach (var logger in _loggers)
                SubscribeLevels(logger, logLevel);
        }
    }

    /// <inheritdoc/>
    protected override bool Classify(object @event, Type classifier) => classifier.IsInstanceOfType(@event);

    /// <inheritdoc/>
    protected override Type GetClassifier(object @event) => @event.GetType();

    /// <inheritdoc/>
    protected override bool IsSubClassification(Type parent, Type child) => parent.IsAssignableFrom(child);

    /// <inheritdoc/>
    protected override void Publish(object @event, IActorRef subscriber) => subscriber.Tell(@event, ActorRefs.NoSender);
}
