namespace Supervision.Posix;

/// <summary>Options of <see cref="ProcessHost.Start"/>.</summary>
public sealed record ProcessHostOptions
{
    /// <summary>The clock for grace times and bounds; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Program and leading arguments of the helper for the options of <see cref="SpawnRequest"/> that need one: a program whose Main begins
    /// with <see cref="Posix.SpawnShim.TryRun"/>. Null, the default, for the one named by the environment variable
    /// <see cref="Posix.SpawnShim.PathVariable"/>, else this program if its own Main called it.
    /// </summary>
    public IReadOnlyList<string>? SpawnShim { get; init; }

    /// <summary>
    /// Whether the host begins at rest, so that what an earlier image of this program left is adopted before anybody's output is read or status
    /// taken; <see cref="IProcessHost.Thaw"/> ends that. Default false.
    /// </summary>
    public bool BeginsFrozen { get; init; }

    /// <summary>
    /// Hears of exceptions that observers let out (a bug of theirs; the child goes on, the rest of that call is lost).
    /// Null, the default, drops them. Called on a thread of the host.
    /// </summary>
    public Action<Exception>? ObserverFault { get; init; }
}
