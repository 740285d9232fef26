using Supervision.Event;
using Supervision.TestKit.Internal.StringMatcher;

namespace Supervision.TestKit.Internal;

/// <summary>A filter on events of level warning.</summary>
public class WarningFilter(IStringMatcher? messageMatcher = null, IStringMatcher? sourceMatcher = null) : EventFilterBase(messageMatcher, sourceMatcher)
{
    /// <inheritdoc/>
    protected override string FilterDescriptiveName => "Warning";

    /// <inheritdoc/>
    protected override bool IsMatch(LogEvent evt) => evt is Warning && InternalDoMatch(evt.LogSource, evt.Message);
}
