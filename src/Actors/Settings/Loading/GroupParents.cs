namespace Supervision.Actors.Settings.Loading;

/// <summary>Which group is below which.</summary>
/// <param name="written">Groups, and where each names its parent.</param>
internal sealed class GroupParents(IReadOnlyDictionary<string, (GroupSettings Settings, Place Place)> written)
{
    /// <summary>Refuses parents that nobody wrote down, and groups that are above themselves.</summary>
    public void Check(Report report)
    {
        var reported = new HashSet<string>();
        foreach (var (name, (group, at)) in written)
        {
            if (group.Parent is not { } parent || reported.Contains(name))
                continue;
            if (!written.ContainsKey(parent))
            {
                var hint = KeySuggestion.Nearest(parent, [.. written.Keys]);
                report.Error(at, $"there is no group {Section.Quote(parent)} under supervision.groups{KeySuggestion.Hint(parent, [.. written.Keys])}", hint);
            }
            else if (Above(name).ToList() is var above && above.Contains(name))
            {
                above = above[..(above.IndexOf(name) + 1)];
                reported.UnionWith(above);
                report.Error(at, $"these groups are above themselves: {string.Join(" -> ", above.Prepend(name))}");
            }
        }
    }

    /// <summary>Whether an engine is in the group or in one below it.</summary>
    public bool IsInUse(string group, IEnumerable<EngineSettings> engines) =>
        engines.Any(engine => engine.Group == group || Above(engine.Group).Contains(group));

    // Ends where a group comes up a second time.
    private IEnumerable<string> Above(string group)
    {
        var seen = new HashSet<string>();
        while (written.TryGetValue(group, out var entry) && entry.Settings.Parent is { } parent)
        {
            yield return parent;
            if (!seen.Add(parent))
                yield break;
            group = parent;
        }
    }
}
