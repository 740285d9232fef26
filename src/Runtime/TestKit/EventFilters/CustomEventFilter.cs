using Supervision.Event;

namespace Supervision.TestKit.Internal;

/// <summary>A filter made of a predicate.</summary>
public class CustomEventFilter(Predicate<LogEvent> predicate) : EventFilterBase(null, null)
{
    private readonly Predicate<LogEvent> _predicate = predicate ?? throw new ArgumentNullException(nameof(predicate));

    /// <inheritdoc/>
    protected override string FilterDescriptiveName => "Custom";

    /// <inheritdoc/>
    protected override bool IsMatch(LogEvent evt) => _predicate(evt);
}
