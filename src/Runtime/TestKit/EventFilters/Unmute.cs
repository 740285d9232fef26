using Supervision.Actor;
using Supervision.TestKit.Internal;

namespace Supervision.TestKit.TestEvent;

/// <summary>Published on the event stream: the test listener shall drop these filters.</summary>
public sealed class Unmute(IReadOnlyCollection<EventFilterBase> filters) : INoSerializationVerificationNeeded
{
    /// <summary>Names the filters one by one.</summary>
    public Unmute(params EventFilterBase[] filters)
        : this((IReadOnlyCollection<EventFilterBase>)filters)
    {
    }

    /// <summary>The filters to drop.</summary>
    public IReadOnlyCollection<EventFilterBase> Filters { get; } = filters;
}
