using System.Collections.Immutable;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Groups;

/// <summary>A group and those below it.</summary>
internal sealed record GroupPlan(GroupSettings Settings, ImmutableArray<GroupPlan> Groups)
{
    /// <summary>The groups at the top, each with what is below it; one whose parent is not there is at the top itself.</summary>
    public static ImmutableArray<GroupPlan> TreesOf(ImmutableArray<GroupSettings> groups)
    {
        var names = groups.Select(group => group.Name).ToHashSet(StringComparer.Ordinal);
        return [.. groups.Where(group => group.Parent is null || !names.Contains(group.Parent)).Select(Below)];

        GroupPlan Below(GroupSettings group) => new(group, [.. groups.Where(other => other.Parent == group.Name).Select(Below)]);
    }

    /// <summary>Whether a group is this one or below it.</summary>
    public bool Contains(string group) => Settings.Name == group || Groups.Any(child => child.Contains(group));

    /// <summary>This group and all below it.</summary>
    public IEnumerable<GroupPlan> All() => Groups.SelectMany(child => child.All()).Prepend(this);
}
