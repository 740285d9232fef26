using Supervision.Actors.Settings;

namespace Supervision.Actors.Groups;

/// <summary>
/// Which engines of a group without an order stop together: those that others of the group depend on stop after them.
/// </summary>
internal static class StopWaves
{
    /// <summary>The engines in waves, the first to stop first; within a wave the last to start comes first.</summary>
    public static IReadOnlyList<IReadOnlyList<EngineSettings>> Of(IReadOnlyList<EngineSettings> engines)
    {
        var depths = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. engines.Reverse().GroupBy(engine => DepthOf(engine, 0)).OrderByDescending(wave => wave.Key).Select(wave => wave.ToList())];

        // How many others of the group it waits for, one behind the other. Settings made in code may have cycles, which end here.
        int DepthOf(EngineSettings engine, int nesting)
        {
            if (depths.TryGetValue(engine.Name, out var known) || nesting > engines.Count)
            {
                return known;
            }

            var depth = 0;
            foreach (var other in engines)
            {
                if (other.Name != engine.Name && engine.DependsOn.Any(one => one.Engine == other.Name || one.Engine == other.Engine))
                {
                    depth = Math.Max(depth, DepthOf(other, nesting + 1) + 1);
                }
            }

            depths[engine.Name] = depth;
            return depth;
        }
    }
}
