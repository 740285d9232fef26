namespace Supervision.Actors.Settings;

/// <summary>Something that an engine waits for before each of its starts (<c>depends-on</c>).</summary>
public sealed record DependencySettings
{
    /// <summary>An engine, which stands for all its instances, or the name of one instance; in any group.</summary>
    public required string Engine { get; init; }

    /// <summary>What it must have come to. Default <see cref="DependencyCondition.Ready"/>.</summary>
    public DependencyCondition Condition { get; init; } = DependencyCondition.Ready;

    /// <summary>The regular expression for <see cref="DependencyCondition.Log"/>.</summary>
    public string? Pattern { get; init; }

    /// <summary>
    /// Whether the engine is stopped when an attempt of the dependency ends, and starts again once the condition holds again. Default false: what
    /// becomes of the dependency later changes nothing for an engine that runs.
    /// </summary>
    public bool RestartWith { get; init; }

    /// <summary>The dependency as people read it, for example <c>db ready</c>.</summary>
    /// <returns>Engine and condition.</returns>
    public override string ToString() => Condition == DependencyCondition.Log
        ? $"{Engine} to write /{Pattern}/"
        : $"{Engine} {Condition.ToString().ToLowerInvariant()}";
}
