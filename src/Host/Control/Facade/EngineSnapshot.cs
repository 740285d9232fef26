using System.Collections.Immutable;
using Supervision.Actors.Engines;
using Supervision.Actors.Heartbeats;

namespace Supervision.Control;

/// <summary>One engine instance at one moment.</summary>
public sealed record EngineSnapshot
{
    /// <summary>Instance name.</summary>
    public required string Name { get; init; }

    /// <summary>Its engine: the key under <c>supervision.engines</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>0-based index among the engine's instances.</summary>
    public int Instance { get; init; }

    /// <summary>Its group.</summary>
    public required string Group { get; init; }

    /// <summary>Its labels.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What was last asked of it.</summary>
    public DesiredState Desired { get; init; }

    /// <summary>Its state.</summary>
    public EngineState State { get; init; }

    /// <summary>Whether it serves.</summary>
    public Readiness Readiness { get; init; }

    /// <summary>It is ready and its liveness probe, where it has one, has succeeded in this attempt.</summary>
    public bool Healthy { get; init; }

    /// <summary>Process id; null where there is no process.</summary>
    public int? Pid { get; init; }

    /// <summary>Number of the attempt, from 1; 0 before the first.</summary>
    public int Attempt { get; init; }

    /// <summary>How often it was started again.</summary>
    public int Restarts => Math.Max(0, Attempt - 1);

    /// <summary>When the state was entered, UTC.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>How long its process has been running; null where there is none.</summary>
    public TimeSpan? Uptime { get; init; }

    /// <summary>Resident memory of its process tree in bytes; null before the first sample.</summary>
    public long? Memory { get; init; }

    /// <summary>Cores that it uses (1.0 is one core); null before the second sample.</summary>
    public double? Cpu { get; init; }

    /// <summary>Living processes of its tree; null before the first sample.</summary>
    public int? Processes { get; init; }

    /// <summary>Memory on GPUs in bytes; null where nobody asked for it or the driver does not tell.</summary>
    public long? GpuMemory { get; init; }

    /// <summary>What its own metrics say; null where none are configured, or none were read yet.</summary>
    public ProgressState? Progress { get; init; }

    /// <summary>The numbers behind <see cref="Progress"/>.</summary>
    public string? ProgressDetail { get; init; }

    /// <summary>Age of the last evidence of life; null where it is not known or there is no process.</summary>
    public TimeSpan? HeartbeatAge { get; init; }

    /// <summary>The last failure; null where there was none.</summary>
    public EngineFailure? LastFailure { get; init; }

    /// <summary>What a start that was asked for waits for; null where none is held back.</summary>
    public string? WaitingFor { get; init; }

    /// <summary>When an engine that was given up on is tried again, UTC; null where it is not.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>How the engine says it is, in its own words; null where it said nothing.</summary>
    public string? StatusText { get; init; }
}
