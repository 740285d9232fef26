using Supervision.Actors.Settings;

namespace Supervision.Control;

/// <summary>What a host gives its control service; what is left out is answered as not available.</summary>
public sealed record ControlOptions
{
    /// <summary>Version of the program. Default that of this library.</summary>
    public string? Version { get; init; }

    /// <summary>The commit it was built from.</summary>
    public string? Commit { get; init; }

    /// <summary>Clock. Default <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What the settings that run were loaded from, for showing them.</summary>
    public SettingsResult? Loaded { get; init; }

    /// <summary>Loads the settings anew. Called on a thread of the pool, once at a time; it may block.</summary>
    public Func<SettingsResult>? Load { get; init; }

    /// <summary>Hears of settings that were put in place, before the caller does.</summary>
    public Action<SettingsResult>? Reloaded { get; init; }

    /// <summary>Tells the level of the daemon's own log.</summary>
    public Func<LogSeverity>? LogLevel { get; init; }

    /// <summary>Sets it.</summary>
    public Action<LogSeverity>? SetLogLevel { get; init; }

    /// <summary>Replaces the running program by a new one that takes the engines over. Returns why not, or does not return.</summary>
    public Func<CancellationToken, Task<ControlResult>>? Reexec { get; init; }

    /// <summary>Stops the program; null, the default, stops the tree alone. Given one phrase that says who asks.</summary>
    public Action<string>? Stop { get; init; }

    /// <summary>Skips every grace of a stop that is under way; null, the default, tells the tree alone.</summary>
    public Action<string>? Hasten { get; init; }
}
