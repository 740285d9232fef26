using System.Text.RegularExpressions;
using Supervision.Hocon;

namespace Supervision.Actors.Settings.Loading;

/// <summary>
/// Reads what an engine waits for: a name, a list of names (each ready), or a section of NAME = CONDITION or
/// NAME { condition, pattern, restart-with }.
/// </summary>
internal static class DependsOnReader
{
    private const string Key = "depends-on";

    private static readonly string[] _conditions = ["started", "ready", "healthy", "completed", "log"];

    public static IReadOnlyList<(DependencySettings Dependency, Place Place)> Read(Section section)
    {
        if (!section.TryFind(Key, out var value, out var place) || value.IsNull)
            return [];
        var found = new List<(DependencySettings, Place)>();
        switch (value)
        {
            case HoconArray names:
                foreach (var name in names)
                    AddName(name, place with { Origin = name.Origin });
                break;
            case HoconScalar:
                AddName(value, place);
                break;
            case HoconObject:
                ReadSection(section.Child(Key), found);
                break;
        }

        return found;

        void AddName(HoconValue item, Place at)
        {
            if (item is HoconScalar { IsNull: false } scalar && scalar.Text.Length > 0)
                found.Add((new DependencySettings { Engine = scalar.Text }, at));
            else
                section.Error(at, $"expected names of engines, found {Section.Describe(item)}");
        }
    }

    private static void ReadSection(Section dependencies, List<(DependencySettings, Place)> found)
    {
        foreach (var name in dependencies.Keys())
        {
            if (!dependencies.TryFind(name, out var value, out _) || value.IsNull)
                continue;
            var place = dependencies.KeyPlace(name);
            if (value is HoconScalar word)
            {
                if (!_conditions.Contains(word.Text))
                {
                    dependencies.Error(
                        dependencies.ValuePlace(name),
                        $"expected started, ready, healthy, completed or log, found a condition {Section.Quote(word.Text)}{KeySuggestion.Hint(word.Text, _conditions)}");
                    continue;
                }

                if (Condition(dependencies, name) is { } condition)
                    Add(new DependencySettings { Engine = name, Condition = condition });
                continue;
            }

            if (value is not HoconObject)
            {
                dependencies.Error(place, $"expected a condition ({string.Join(", ", _conditions)}) or a section, found {Section.Describe(value)}");
                continue;
            }

            var one = dependencies.Child(name);
            var wanted = one.TryFind("condition", out _, out _) ? Condition(one, "condition") : DependencyCondition.Ready;
            var restart = one.TryFind("restart-with", out _, out _) && one.Switch("restart-with");
            string? pattern = one.TryFind("pattern", out _, out _) ? one.Text("pattern") : null;
            one.Done();
            if (wanted is null)
                continue;
            if (wanted == DependencyCondition.Log ? !IsPattern(one, pattern) : pattern is not null)
            {
                if (wanted != DependencyCondition.Log)
                    one.Error(one.KeyPlace("pattern"), "only condition = log has a pattern");
                continue;
            }

            Add(new DependencySettings { Engine = name, Condition = wanted.Value, Pattern = pattern, RestartWith = restart });
        }

        void Add(DependencySettings dependency) => found.Add((dependency, dependencies.KeyPlace(dependency.Engine)));
    }

    private static DependencyCondition? Condition(Section section, string key)
    {
        var condition = section.Choice(
            key,
            ("started", DependencyCondition.Started),
            ("ready", DependencyCondition.Ready),
            ("healthy", DependencyCondition.Healthy),
            ("completed", DependencyCondition.Completed),
            ("log", DependencyCondition.Log));
        if (!condition.Valid)
            return null;
        if (condition.Value == DependencyCondition.Log && key != "condition")
        {
            section.Error(condition.Place, $"log needs a pattern: {key} {{ condition = log, pattern = \"...\" }}");
            return null;
        }

        return condition.Value;
    }

    private static bool IsPattern(Section section, string? pattern)
    {
        var place = section.KeyPlace(pattern is null ? "condition" : "pattern");
        if (pattern is null)
        {
            section.Error(place, "condition = log needs a pattern, a regular expression that a line must match");
            return false;
        }

        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
            return true;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            section.Error(place, $"{Section.Quote(pattern)} is not a regular expression: {error.Message}");
            return false;
        }
    }
}
