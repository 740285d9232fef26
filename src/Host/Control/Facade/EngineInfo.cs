using System.Collections.Immutable;

namespace Supervision.Control;

/// <summary>One engine, with what it is made of. Secrets are hidden.</summary>
/// <param name="Engine">The engine now.</param>
public sealed record EngineInfo(EngineSnapshot Engine)
{
    /// <summary>Program and arguments.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary>Working directory; null for the daemon's.</summary>
    public string? Directory { get; init; }

    /// <summary>Variables that are added; null removes one.</summary>
    public ImmutableSortedDictionary<string, string?> Environment { get; init; } = ImmutableSortedDictionary<string, string?>.Empty;

    /// <summary>The user that was asked for; null for the daemon's.</summary>
    public string? User { get; init; }

    /// <summary>The preset; null for none.</summary>
    public string? Preset { get; init; }

    /// <summary>The port it serves on; null where it is not known.</summary>
    public int? Port { get; init; }

    /// <summary><c>permanent</c>, <c>transient</c> or <c>temporary</c>.</summary>
    public string Restart { get; init; } = "";

    /// <summary>Whether it starts with its group.</summary>
    public bool AutoStart { get; init; }

    /// <summary>What each start waits for, as <c>db ready</c>.</summary>
    public ImmutableArray<string> DependsOn { get; init; } = [];

    /// <summary><c>null</c>, <c>pipe</c> or the path of a file.</summary>
    public string Stdin { get; init; } = "";

    /// <summary>Where standard output goes: <c>inherit</c>, <c>null</c>, <c>pass-through</c> or a path.</summary>
    public string Stdout { get; init; } = "";

    /// <summary>Where standard error goes; also <c>stdout</c>.</summary>
    public string Stderr { get; init; } = "";

    /// <summary>The signal that stops it, as <c>SIGTERM</c>.</summary>
    public string StopSignal { get; init; } = "";

    /// <summary>Time between that and KILL.</summary>
    public TimeSpan StopTimeout { get; init; }

    /// <summary>Its probes by kind, each as <c>http http://127.0.0.1:8080/health every 10 s</c>.</summary>
    public ImmutableSortedDictionary<string, string> Probes { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Age of the last evidence of life at which it counts as hung; 0 for never.</summary>
    public TimeSpan HeartbeatTimeout { get; init; }

    /// <summary>Limit of its resident memory in bytes; 0 for none.</summary>
    public long MaxMemory { get; init; }

    /// <summary>Restarts that are allowed within <see cref="BudgetWithin"/>; null is unlimited.</summary>
    public int? BudgetRetries { get; init; }

    /// <summary>That window.</summary>
    public TimeSpan BudgetWithin { get; init; }
}
