namespace Supervision.Posix;

/// <summary>
/// One process to start. It always gets its own session, default signal dispositions, an empty signal mask and no
/// descriptors but 0, 1, 2 and those asked for. The options from <see cref="User"/> to <see cref="ParentDeathSignal"/> need the helper
/// (<see cref="SpawnShim"/>), which costs the start some ten milliseconds; all others do not.
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

    /// <summary>What is read as standard input with <see cref="StdinMode.File"/>; opened by us, before a switch of users.</summary>
    public string? StdinFile { get; init; }

    /// <summary>What standard output is appended to with <see cref="OutputMode.File"/>; made (mode 0644 less our umask) and opened by us.</summary>
    public string? StdoutFile { get; init; }

    /// <summary>The same for standard error.</summary>
    public string? StderrFile { get; init; }

    /// <summary>Further descriptors, by the number the child sees them at: 3 to 255. Default none.</summary>
    public IReadOnlyDictionary<int, SpawnDescriptor>? Descriptors { get; init; }

    /// <summary>
    /// The user to run as: a name, a uid, or either with <c>:group</c>. Null, the default, for ours. The environment is not changed by it:
    /// HOME, USER and LOGNAME are the caller's to set.
    /// </summary>
    public string? User { get; init; }

    /// <summary>The group to run as: a name or a gid. Null, the default, for the one in <see cref="User"/>, else that user's own.</summary>
    public string? Group { get; init; }

    /// <summary>
    /// Supplementary groups by name or gid; an empty list for none. Null, the default, for all that the user is a member of, or where no user
    /// is given, ours.
    /// </summary>
    public IReadOnlyList<string>? SupplementaryGroups { get; init; }

    /// <summary>The mask of file modes, 0 to 511 (octal 777); null, the default, for ours.</summary>
    public int? Umask { get; init; }

    /// <summary>The nice value, −20 to 19; null, the default, for ours. Lower ones than ours need privileges.</summary>
    public int? Nice { get; init; }

    /// <summary>How readily the kernel kills it when memory runs out, −1000 to 1000; null, the default, for ours.</summary>
    public int? OomScoreAdj { get; init; }

    /// <summary>Resource limits to set; all others are ours. Default none.</summary>
    public IReadOnlyList<ResourceLimit>? Limits { get; init; }

    /// <summary>The processors it may run on; null, the default, for ours.</summary>
    public IReadOnlyList<int>? CpuAffinity { get; init; }

    /// <summary>Whether neither it nor its descendants can gain privileges by executing set-user-id programs. Default false.</summary>
    public bool NoNewPrivileges { get; init; }

    /// <summary>
    /// The signal it gets when this process ends, or the host that started it is disposed; null, the default, for none. Lost, as the
    /// kernel has it, when it executes a set-user-id program.
    /// </summary>
    public int? ParentDeathSignal { get; init; }

    /// <summary>Whether it gets a control group of its own. Default <see cref="CgroupMode.Off"/>.</summary>
    public CgroupMode Cgroup { get; init; } = CgroupMode.Off;

    /// <summary>The environment variable that carries <see cref="Mark"/>.</summary>
    public const string MarkVariable = "SUPERVISION_MARK";
}
