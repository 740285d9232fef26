using Supervision.Actor;

namespace Supervision.Event;

/// <summary>Decides whether loggers print a log event. Called by many threads at once.</summary>
public abstract class LogFilterBase : INoSerializationVerificationNeeded, IDeadLetterSuppression
{
    /// <summary>What the filter looks at; <see cref="LogFilterType.Content"/> ones are given the message's text.</summary>
    public abstract LogFilterType FilterType { get; }

    /// <summary>Decides about one event.</summary>
    /// <param name="content">The event.</param>
    /// <param name="expandedMessage">The text of its message; null for filters of the kind <see cref="LogFilterType.Source"/>.</param>
    /// <returns>The decision; one <see cref="LogFilterDecision.Drop"/> of all filters is enough.</returns>
    public abstract LogFilterDecision ShouldKeepMessage(LogEvent content, string? expandedMessage = null);
}
