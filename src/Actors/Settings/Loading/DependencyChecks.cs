using System.Collections.Immutable;

namespace Supervision.Actors.Settings.Loading;

/// <summary>
/// Who waits for whom: refuses unknown names, what can never come and cycles, and puts engines and groups into an order in which
/// nothing stands before what it waits for.
/// </summary>
internal sealed class DependencyChecks
{
    private readonly Dictionary<string, (EngineSettings First, Section Section)> _engines = [];

    /// <summary>Makes one more instance of an engine.</summary>
    public ImmutableDictionary<string, Func<int, EngineSettings>> Templates => _engines.ToImmutableDictionary(
        entry => entry.Key,
        entry => (Func<int, EngineSettings>)(index =>
        {
            var instance = EngineReader.ReadOne(entry.Value.Section, entry.Key, index);
            return instance with { DependsOn = WithoutItself(instance) };
        }));

    /// <summary>A dependency on oneself comes from the defaults (everything waits for the database) and is left out.</summary>
    public static ImmutableArray<DependencySettings> WithoutItself(EngineSettings engine) => [.. engine.DependsOn.Where(one => one.Engine != engine.Engine)];

    public void Add(Section section, string engine, EngineSettings first) => _engines[engine] = (first, section);

    public void Check(Report report)
    {
        foreach (var (name, (first, section)) in _engines)
        {
            foreach (var (dependency, place) in DependsOnReader.Read(section))
                CheckOne(report, name, dependency, place);
        }

        CheckCycles(report);
    }

    /// <summary>The same groups, with engines and groups moved behind what they depend on, otherwise in their order.</summary>
    public ImmutableArray<GroupSettings> Ordered(ImmutableArray<GroupSettings> groups)
    {
        var groupOf = groups.SelectMany(group => group.Engines).GroupBy(engine => engine.Engine).ToDictionary(one => one.Key, one => one.First().Group);
        var sorted = groups.Select(group =>
        {
            var keys = Sort(group.Engines.Select(engine => engine.Engine).Distinct(), engine => Needs(engine));
            return group with { Engines = [.. group.Engines.OrderBy(engine => keys.IndexOf(engine.Engine))] };
        }).ToList();
        var names = Sort(
            sorted.Select(group => group.Name),
            name => sorted.Find(group => group.Name == name)!.Engines
                .SelectMany(engine => Needs(engine.Engine)).Select(engine => groupOf.GetValueOrDefault(engine, name)).Where(group => group != name));
        return [.. names.Select(name => sorted.Find(group => group.Name == name)!)];
    }

    private void CheckOne(Report report, string engine, DependencySettings dependency, Place place)
    {
        if (KeyOf(dependency.Engine) is not { } target)
        {
            report.Error(
                place,
                $"expected an engine to wait for, found a name that no engine has: {Section.Quote(dependency.Engine)}{KeySuggestion.Hint(dependency.Engine, _engines.Keys)}",
                KeySuggestion.Nearest(dependency.Engine, _engines.Keys));
            return;
        }

        if (dependency.Condition == DependencyCondition.Completed && target != engine && _engines[target].First.Restart == RestartType.Permanent)
            report.Error(place, $"the engine '{target}' is permanent and never completes; set restart = transient for it, or wait for ready");
        if (target != engine && !_engines[target].First.AutoStart && _engines[engine].First.AutoStart)
            report.Warning(place, $"the engine '{target}' does not start by itself (autostart = false), so '{engine}' waits until somebody starts it");
    }

    private void CheckCycles(Report report)
    {
        var done = new HashSet<string>();
        var path = new List<(string Engine, Place Place)>();
        foreach (var engine in _engines.Keys)
            Visit(engine);

        void Visit(string engine)
        {
            if (done.Contains(engine))
                return;
            foreach (var (dependency, place) in DependsOnReader.Read(_engines[engine].Section))
            {
                if (KeyOf(dependency.Engine) is not { } target || (target == engine && dependency.Engine == engine && IsDefault(engine, place)))
                    continue;
                path.Add((engine, place));
                var start = path.FindIndex(step => step.Engine == target);
                if (start >= 0)
                    ReportCycle(report, path[start..], target);
                else
                    Visit(target);
                path.RemoveAt(path.Count - 1);
            }

            done.Add(engine);
        }
    }

    private static void ReportCycle(Report report, List<(string Engine, Place Place)> steps, string target) => report.Error(
        steps[0].Place,
        $"engines that wait for each other never start: {string.Join(" -> ", steps.Select(step => $"{step.Engine} ({Report.Convert(step.Place.Origin)})"))} -> {target}");

    // Written for all engines rather than for this one.
    private bool IsDefault(string engine, Place place) => !place.Path.StartsWith(Section.Join("supervision.engines", engine), StringComparison.Ordinal);

    private IEnumerable<string> Needs(string engine) =>
        _engines.TryGetValue(engine, out var entry)
            ? entry.First.DependsOn.Select(one => KeyOf(one.Engine)).OfType<string>().Where(target => target != engine)
            : [];

    // The engine that a name stands for: its own, or that of one of its instances.
    private string? KeyOf(string name)
    {
        if (_engines.ContainsKey(name))
            return name;
        var dash = name.LastIndexOf('-');
        return dash > 0 && int.TryParse(name[(dash + 1)..], out var index) && index is >= 0 and < Limits.MostInstances
            && _engines.ContainsKey(name[..dash]) ? name[..dash] : null;
    }

    private static List<string> Sort(IEnumerable<string> names, Func<string, IEnumerable<string>> needs)
    {
        var all = names.ToList();
        var sorted = new List<string>();
        var seen = new HashSet<string>();
        all.ForEach(Visit);
        return sorted;

        void Visit(string name)
        {
            if (!seen.Add(name))
                return;
            foreach (var need in needs(name))
            {
                if (all.Contains(need))
                    Visit(need);
            }

            sorted.Add(name);
        }
    }
}
