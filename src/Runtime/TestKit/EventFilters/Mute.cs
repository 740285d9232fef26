using Supervision.Actor;
using Supervision.TestKit.Internal;

namespace Supervision.TestKit.TestEvent;

/// <summary>Published on the event stream: the test listener shall apply these filters.</summary>
public sealed class Mute(IReadOnlyCollection<EventFilterBase> filters) : INoSerializationVerificationNeeded
{
    /// <summary>Names the filters one by one.</summary>
    public Mute(params EventFilterBase[] filters)
        : this((IReadOnlyCollection<EventFilterBase>)filters)
    {
    }

    /// <summary>The filters to add.</summary>
    public IReadOnlyCollection<EventFilterBase> Filters { get; } = filters;
}
