using Supervision.Actors.Events;

namespace Supervision.Control;

/// <summary>An event of the tree, or news of the subscription itself.</summary>
/// <param name="Number">
/// Its number in the journal, from which a later subscription goes on; 0 for one that the journal does not keep, and for <see cref="MissingName"/>.
/// </param>
/// <param name="Name">For example <c>engine-exited</c>; <see cref="MissingName"/> says that events are missing at this place.</param>
/// <param name="Json">One JSON object without line breaks.</param>
public sealed record ControlEvent(long Number, string Name, string Json)
{
    /// <summary>The name of the notice that events are missing; its JSON has <c>events</c> (how many) and <c>why</c>.</summary>
    public const string MissingName = "events-missing";

    /// <summary>The event itself; null for one of an earlier daemon, for the past, and for <see cref="MissingName"/>.</summary>
    public SupervisionEvent? Event { get; init; }
}
