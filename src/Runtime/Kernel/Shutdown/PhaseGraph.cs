namespace Supervision.Actor;

/// <summary>Puts phases in order.</summary>
internal static class PhaseGraph
{
    private enum Mark
    {
        Open,
        Done,
    }

    /// <summary>Every phase after those it depends on; those that are free of each other keep the order they came in.</summary>
    /// <exception cref="ArgumentException">Phases depend on each other in a circle; the message names it.</exception>
    public static IReadOnlyList<string> TopologicalSort(IReadOnlyDictionary<string, Phase> phases)
    {
        var marks = new Dictionary<string, Mark>();
        var path = new List<string>();
        var sorted = new List<string>();
        foreach (var name in phases.Keys)
            Visit(name);
        return sorted;

        void Visit(string name)
        {
            if (marks.TryGetValue(name, out var mark))
            {
                if (mark == Mark.Done)
                    return;
                var circle = path.SkipWhile(p => p != name).Append(name);
                throw new ArgumentException($"The shutdown phases depend on each other in a circle: {string.Join(" -> ", circle)}.");
            }

            marks[name] = Mark.Open;
            path.Add(name);

            // A name that is only depended on is a phase without settings of its own.
            if (phases.TryGetValue(name, out var phase))
            {
                foreach (var dependency in phase.DependsOn)
                    Visit(dependency);
            }

            path.RemoveAt(path.Count - 1);
            marks[name] = Mark.Done;
            sorted.Add(name);
        }
    }
}
