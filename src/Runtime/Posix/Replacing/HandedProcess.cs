namespace Supervision.Posix;

/// <summary>
/// A running child as one image of a program hands it to the next: <see cref="IProcessHost.HandOver"/> makes it, <see cref="IProcessHost.Adopt"/> takes
/// it. Descriptors are null where the stream is no pipe, or has ended.
/// </summary>
/// <param name="Pid">The leader's process id.</param>
/// <param name="StartTime">When it started, as <see cref="IChildProcess.StartTime"/> tells.</param>
public sealed record HandedProcess(int Pid, ulong StartTime)
{
    /// <summary>The mark in its environment; null for none.</summary>
    public string? Mark { get; init; }

    /// <summary>The directory of its own control group; null for none.</summary>
    public string? Cgroup { get; init; }

    /// <summary>The leader has ended and its status was taken; null where it lives, or its status waits to be taken.</summary>
    public ExitStatus? Exit { get; init; }

    /// <summary>Our end of its standard input.</summary>
    public int? Stdin { get; init; }

    /// <summary>Our end of its standard output.</summary>
    public int? Stdout { get; init; }

    /// <summary>Our end of its standard error.</summary>
    public int? Stderr { get; init; }

    /// <summary>The other processes of the tree: some are tied to it by nothing but what was seen of them.</summary>
    public IReadOnlyList<HandedMember> Members { get; init; } = [];

    /// <summary>The descriptors.</summary>
    public IEnumerable<int> Descriptors() => new[] { Stdin, Stdout, Stderr }.OfType<int>();
}

/// <summary>A process of a tree that is handed over.</summary>
/// <param name="Pid">Its process id.</param>
/// <param name="StartTime">When it started, in clock ticks since boot.</param>
public readonly record struct HandedMember(int Pid, ulong StartTime);
