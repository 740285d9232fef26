using Supervision.Event;
using Supervision.TestKit.Internal.StringMatcher;

namespace Supervision.TestKit.Internal;

/// <summary>Called for each log event that a filter accepts.</summary>
public delegate void EventMatched(EventFilterBase eventFilter, LogEvent logEvent);

/// <summary>A filter on the text and the source of a log event.</summary>
/// <param name="messageMatcher">What the text must be; null accepts all.</param>
/// <param name="sourceMatcher">What the source must be; null accepts all.</param>
public abstract class EventFilterBase(IStringMatcher? messageMatcher, IStringMatcher? sourceMatcher) : IEventFilter
{
    private readonly IStringMatcher _messageMatcher = messageMatcher ?? MatchesAll.Instance;
    private readonly IStringMatcher _sourceMatcher = sourceMatcher ?? MatchesAll.Instance;

    /// <summary>Raised on the listener's thread for each event that matches.</summary>
    public event EventMatched? EventMatched;

    /// <summary>What kind of events the filter is for, for failures.</summary>
    protected abstract string FilterDescriptiveName { get; }

    /// <inheritdoc/>
    public bool Apply(LogEvent logEvent)
    {
        ArgumentNullException.ThrowIfNull(logEvent);
        if (!IsMatch(logEvent))
        {
            return false;
        }

        OnEventMatched(logEvent);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var message = _messageMatcher is MatchesAll ? "" : $" when message {_messageMatcher}";
        var source = _sourceMatcher is MatchesAll ? "" : $" when source {_sourceMatcher}";
        return FilterDescriptiveName + message + source;
    }

    /// <summary>True when the event is of the filter's kind and matches.</summary>
    protected abstract bool IsMatch(LogEvent evt);

    /// <summary>True when source and text match.</summary>
    protected bool InternalDoMatch(string? src, object? msg) =>
        _messageMatcher.IsMatch(msg?.ToString() ?? "null") && _sourceMatcher.IsMatch(src ?? "");

    /// <summary>Raises <see cref="EventMatched"/>.</summary>
    protected virtual void OnEventMatched(LogEvent logEvent) => EventMatched?.Invoke(this, logEvent);
}
