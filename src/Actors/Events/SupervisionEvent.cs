namespace Supervision.Actors.Events;

/// <summary>
/// Root of the closed family of events that the tree publishes on the system's event stream. Immutable once published; a subscriber
/// of a base class receives every derived event.
/// </summary>
public abstract record SupervisionEvent
{
    private protected SupervisionEvent()
    {
    }

    /// <summary>Position in the order of publication, from 1, ascending within one tree. Lines of engines that only the console shows have numbers, too.</summary>
    public long Sequence { get; internal set; }

    /// <summary>When it was published, UTC.</summary>
    public DateTimeOffset Timestamp { get; internal set; }
}
