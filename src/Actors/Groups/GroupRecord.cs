using Supervision.Actors.Engines;
using Supervision.Actors.Handover;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Groups;

/// <summary>
/// The part of a group that outlives its restart by the group above: which engines it has by now, their history and desired state, and
/// how their delays have grown. Only the incarnation that lives touches it.
/// </summary>
internal sealed class GroupRecord(GroupSettings settings)
{
    /// <summary>What an earlier image of this program left; null where there is none, or once the actor has taken it.</summary>
    public HandedGroup? Handed { get; set; }

    /// <summary>The record of a group that an earlier image left.</summary>
    public static GroupRecord Restore(GroupPlan plan, HandedGroup handed, TreeServices services)
    {
        var record = new GroupRecord(plan.Settings) { Handed = handed };
        record.Engines.Clear();
        foreach (var engine in handed.Engines)
        {
            var settings = engine.Settings;
            record.Engines.Add(settings);
            record.Records.Add(settings.Name, EngineRecords.Restore(engine, services.Time));
            var backoff = new BackoffState(settings.Backoff, services.Jitter);
            backoff.Restore(engine.BackoffFailures);
            record.Backoffs.Add(settings.Name, backoff);
        }

        foreach (var below in plan.Groups)
        {
            if (handed.Groups.FirstOrDefault(group => group.Name == below.Settings.Name) is { } child)
            {
                record.Groups.Add(child.Name, Restore(below, child, services));
            }
        }

        return record;
    }

    /// <summary>What a reload put in place of the plan that the actor was made with; null where there was none.</summary>
    public GroupPlan? Plan { get; set; }

    /// <summary>The engines in start order; changes with the number of instances.</summary>
    public List<EngineSettings> Engines { get; } = [.. settings.Engines];

    public Dictionary<string, EngineRecord> Records { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, BackoffState> Backoffs { get; } = new(StringComparer.Ordinal);

    /// <summary>The records of the groups below.</summary>
    public Dictionary<string, GroupRecord> Groups { get; } = new(StringComparer.Ordinal);
}
