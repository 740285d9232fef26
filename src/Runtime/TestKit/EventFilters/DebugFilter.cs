using Supervision.Event;
using Supervision.TestKit.Internal.StringMatcher;

namespace Supervision.TestKit.Internal;

/// <summary>A filter on events of level debug.</summary>
public class DebugFilter(IStringMatcher? messageMatcher = null, IStringMatcher? sourceMatcher = null) : EventFilterBase(messageMatcher, sourceMatcher)
{
    /// <inheritdoc/>
    protected override string FilterDescriptiveName => "Debug";

    /// <inheritdoc/>
    protected override bool IsMatch(LogEvent evt) => evt is Debug && InternalDoMatch(evt.LogSource, evt.Message);
}
