using System.Collections.Immutable;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Reload;

/// <summary>Tells how the settings of two groups of one name differ.</summary>
internal static class GroupComparison
{
    public const string Parent = "parent";

    private static readonly (string Key, Func<GroupSettings, object?> Of)[] _keys =
    [
        ("strategy", group => group.Strategy),
        ("intensity", group => group.Intensity),
        ("period", group => group.Period),
        ("priority", group => group.Priority),
        (Parent, group => group.Parent),
        ("start", group => group.Start),
        ("on-give-up", group => group.OnGiveUp),
        ("restarts", group => group.Restarts),
        ("significant", group => group.Significant),
        ("auto-shutdown", group => group.AutoShutdown),
    ];

    /// <summary>Null where they do not differ; which engines they have does not count.</summary>
    public static GroupChange? Compare(GroupSettings before, GroupSettings after)
    {
        ImmutableArray<string> keys = [.. _keys.Where(key => !Equals(key.Of(before), key.Of(after))).Select(key => key.Key)];
        if (keys.IsEmpty && before with { Engines = after.Engines } != after)
        {
            throw new InvalidOperationException("a setting of groups is missing in the comparison");
        }

        return keys.IsEmpty ? null : new GroupChange(after.Name, keys);
    }
}
