using System.Collections.Immutable;

namespace Supervision.Actors.Settings;

/// <summary>The validated configuration of one supervision tree. Immutable; a reload builds a new one.</summary>
public sealed record SupervisionSettings
{
    /// <summary>What the process exits with after a group gave up. Default <see cref="ExitCodePolicy.One"/>.</summary>
    public ExitCodePolicy ExitCode { get; init; } = ExitCodePolicy.One;

    /// <summary>Log level and format of the daemon itself.</summary>
    public LogSettings Log { get; init; } = new();

    /// <summary>The history of events.</summary>
    public JournalSettings Journal { get; init; } = new();

    /// <summary>The groups in order of priority (ascending), then of declaration; at least one, names unique.</summary>
    public required ImmutableArray<GroupSettings> Groups { get; init; }

    /// <summary>Every engine instance of every group, in start order.</summary>
    public IEnumerable<EngineSettings> Engines => Groups.SelectMany(group => group.Engines);
}
