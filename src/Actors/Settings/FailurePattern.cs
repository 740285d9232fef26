using Supervision.Actors.Engines;

namespace Supervision.Actors.Settings;

/// <summary>A line of output that tells what failed (<c>failures.patterns.NAME</c>).</summary>
/// <param name="Name">Its key.</param>
/// <param name="Match">Regular expression, searched for within each line.</param>
/// <param name="Kind">What the line says.</param>
public sealed record FailurePattern(string Name, string Match, FailureKind Kind)
{
    /// <summary>Whether the engine is killed as soon as the line appears. Default false: the line only classifies an exit.</summary>
    public bool Kills { get; init; }

    /// <summary>The stream; null, the default, for both.</summary>
    public Posix.OutputStream? Stream { get; init; }
}
