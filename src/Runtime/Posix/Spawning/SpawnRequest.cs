namespace Supervision.Posix;

/// <summary>
/// One process to start. It always gets its own session, default signal dispositions, an empty signal mask and no
/// descriptors but 0, 1 and 2.
/// </summary>
public sealed record SpawnRequest
{
    /// <summary>
    /// The argument vector, at least one word. The first is the program: used as it is when it has a '/' (relative to
    /// <see cref="WorkingDirectory"/>), else searched in PATH.
    /// </summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Exactly the child's environment (plus <see cref="Mark"/>); null, the default, for a copy of ours. Its PATH, or ours when it has none, is searched.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>The directory the child starts in; null, the default, for ours.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>What the child reads; <see cref="StdinMode.Null"/> by default.</summary>
    public StdinMode Stdin { get; init; } = StdinMode.Null;

    /// <summary>Where standard output goes; a pipe by default. <see cref="OutputMode.ToStdout"/> is refused here.</summary>
    public OutputMode Stdout { get; init; } = OutputMode.Pipe;

    /// <summary>Where standard error goes; a pipe of its own by default.</summary>
    public OutputMode Stderr { get; init; } = OutputMode.Pipe;

    /// <summary>
    /// A token, unique among the living trees, put into the child's environment as <see cref="MarkVariable"/>. Processes that left
    /// the session and lost their parents are recognised by it. Null, the default, for none.
    /// </summary>
    public string? Mark { get; init; }

    /// <summary>The environment variable that carries <see cref="Mark"/>.</summary>
    public const string MarkVariable = "SUPERVISION_MARK";
}
