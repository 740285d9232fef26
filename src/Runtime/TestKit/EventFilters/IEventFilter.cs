using Supervision.Event;

namespace Supervision.TestKit;

/// <summary>Decides whether a log event is one of those looked for.</summary>
public interface IEventFilter
{
    /// <summary>True when the event matches; the listener then does not print it.</summary>
    bool Apply(LogEvent logEvent);
}
