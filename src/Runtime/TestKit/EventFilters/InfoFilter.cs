using Supervision.Event;
using Supervision.TestKit.Internal.StringMatcher;

namespace Supervision.TestKit.Internal;

/// <summary>A filter on events of level info.</summary>
public class InfoFilter(IStringMatcher? messageMatcher = null, IStringMatcher? sourceMatcher = null) : EventFilterBase(messageMatcher, sourceMatcher)
{
    /// <inheritdoc/>
    protected override string FilterDescriptiveName => "Info";

    /// <inheritdoc/>
    protected override bool IsMatch(LogEvent evt) => evt is Info && InternalDoMatch(evt.LogSource, evt.Message);
}
