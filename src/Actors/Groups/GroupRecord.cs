using Supervision.Actors.Engines;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Groups;

/// <summary>
/// The part of a group that outlives its restart by the group above: which engines it has by now, their history and desired state, and
/// how their delays have grown. Only the incarnation that lives touches it.
/// </summary>
internal sealed class GroupRecord(GroupSettings settings)
{
    /// <summary>What a reload put in place of the plan that the actor was made with; null where there was none.</summary>
    public GroupPlan? Plan { get; set; }

    /// <summary>The engines in start order; changes with the number of instances.</summary>
    public List<EngineSettings> Engines { get; } = [.. settings.Engines];

    public Dictionary<string, EngineRecord> Records { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, BackoffState> Backoffs { get; } = new(StringComparer.Ordinal);

    /// <summary>The records of the groups below.</summary>
    public Dictionary<string, GroupRecord> Groups { get; } = new(StringComparer.Ordinal);
}
