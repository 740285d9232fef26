using Supervision.Hocon;

namespace Supervision.Actors.Settings;

/// <summary>What the settings are loaded from; later sources win: reference.conf, <see cref="Files"/>, <see cref="Overrides"/>.</summary>
public sealed record SettingsSources
{
    /// <summary>Paths of HOCON files; a later file wins over an earlier one. Default none.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>
    /// What <c>${NAME}</c> and <c>${?NAME}</c> see where no setting has that path; null is unset. Default the process's environment.
    /// </summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>
    /// The names of all variables, so that a <c>SUPERVISION_...</c> that nothing reads is warned about. Default none: nothing is looked for.
    /// </summary>
    public IEnumerable<string> VariableNames { get; init; } = [];

    /// <summary>
    /// Settings from the command line, each <c>path=value</c> with the full path (<c>supervision.log.level=debug</c>); a later one wins.
    /// Default none.
    /// </summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>The name of a bare command's engine; null, the default, for that of its program.</summary>
    public string? EngineName { get; init; }

    /// <summary>Settings made in code, above <see cref="Files"/> and below <see cref="Overrides"/>; each value's origin is what errors name. Default none.</summary>
    public HoconObject? Layer { get; init; }

    /// <summary>What is made of the files that the daemon itself reads at its start. Default unseen.</summary>
    internal OwnFiles OwnFiles { get; init; }
}
