namespace Supervision.Posix;

/// <summary>Options of <see cref="ProcessHost.Start"/>.</summary>
public sealed record ProcessHostOptions
{
    /// <summary>The clock for grace times and bounds; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Hears of exceptions that observers let out (a bug of theirs; the child goes on, the rest of that call is lost).
    /// Null, the default, drops them. Called on a thread of the host.
    /// </summary>
    public Action<Exception>? ObserverFault { get; init; }
}
