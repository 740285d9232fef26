using System.Collections.Immutable;

namespace Supervision.Actors.Settings;

/// <summary>One engine instance: how to run a program and how to keep it alive (<c>supervision.engines.NAME</c>).</summary>
public sealed record EngineSettings
{
    /// <summary>Unique instance name, also the actor's name: <see cref="Engine"/>, or <c>ENGINE-INDEX</c> where there are several instances.</summary>
    public required string Name { get; init; }

    /// <summary>The key under <c>supervision.engines</c>.</summary>
    public string Engine { get => field ?? Name; init; }

    /// <summary>0-based index among the engine's instances.</summary>
    public int Instance { get; init; }

    /// <summary>The group that supervises it. Default <c>default</c>.</summary>
    public string Group { get; init; } = "default";

    /// <summary>Program and arguments; never empty. The program is looked up on PATH unless it contains a slash.</summary>
    public required ImmutableArray<string> Command { get; init; }

    /// <summary>Variables added to, or replacing, those of the daemon; a null value removes one.</summary>
    public ImmutableSortedDictionary<string, string?> Environment { get; init; } = ImmutableSortedDictionary<string, string?>.Empty;

    /// <summary>Working directory; null keeps the daemon's.</summary>
    public string? Directory { get; init; }

    /// <summary>Whether the engine starts with its group. Default true.</summary>
    public bool AutoStart { get; init; } = true;

    /// <summary>When an exit that nobody asked for leads to a restart. Default <see cref="RestartType.Permanent"/>.</summary>
    public RestartType Restart { get; init; } = RestartType.Permanent;

    /// <summary>Delays between restarts.</summary>
    public BackoffSettings Backoff { get; init; } = new();

    /// <summary>How many restarts are allowed.</summary>
    public BudgetSettings Budget { get; init; } = new();

    /// <summary>How the engine is stopped.</summary>
    public StopSettings Stop { get; init; } = new();

    /// <summary>Startup, liveness and readiness probes.</summary>
    public ProbesSettings Probes { get; init; } = new();

    /// <summary>Heartbeat interval and time-out.</summary>
    public HeartbeatSettings Heartbeat { get; init; } = new();

    /// <summary>Memory limit over the whole process tree.</summary>
    public MemorySettings Memory { get; init; } = new();

    /// <summary>What happens to the engine's output.</summary>
    public EngineLogSettings Logs { get; init; } = new();
}
