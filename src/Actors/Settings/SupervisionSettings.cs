using System.Collections.Immutable;

namespace Supervision.Actors.Settings;

/// <summary>The validated configuration of one supervision tree. Immutable; a reload builds a new one.</summary>
public sealed record SupervisionSettings
{
    /// <summary>What the process exits with after a group gave up. Default <see cref="ExitCodePolicy.One"/>.</summary>
    public ExitCodePolicy ExitCode { get; init; } = ExitCodePolicy.One;

    /// <summary>Log level and format of the daemon itself.</summary>
    public LogSettings Log { get; init; } = new();

    /// <summary>What the daemon tells those who probe it.</summary>
    public HealthSettings Health { get; init; } = new();

    /// <summary>The replacement of the daemon's program.</summary>
    public ReexecSettings Reexec { get; init; } = new();

    /// <summary>Where the daemon takes commands.</summary>
    public ControlSettings Control { get; init; } = new();

    /// <summary>Where the daemon sends metrics and spans.</summary>
    public OtlpSettings Otlp { get; init; } = new();

    /// <summary>The history of events.</summary>
    public JournalSettings Journal { get; init; } = new();

    /// <summary>
    /// The groups, nested ones among them, in order of priority (ascending), then of declaration, but each after those that its engines depend on; at least
    /// one, names unique.
    /// </summary>
    public required ImmutableArray<GroupSettings> Groups { get; init; }

    /// <summary>Makes the settings of one more instance of an engine, by the engine's key; for those that were not loaded there is none.</summary>
    internal ImmutableDictionary<string, Func<int, EngineSettings>> Templates { get; init; } = ImmutableDictionary<string, Func<int, EngineSettings>>.Empty;

    /// <summary>Every engine instance of every group, in start order.</summary>
    public IEnumerable<EngineSettings> Engines => Groups.SelectMany(group => group.Engines);
}
