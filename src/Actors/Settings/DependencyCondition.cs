namespace Supervision.Actors.Settings;

/// <summary>What a dependency must have come to before the engine that depends on it starts.</summary>
public enum DependencyCondition
{
    /// <summary>Its process runs.</summary>
    Started,

    /// <summary>It serves: its startup and readiness probes succeeded, or it has none and runs.</summary>
    Ready,

    /// <summary>It is ready, and its liveness probe, where it has one, has succeeded in this attempt.</summary>
    Healthy,

    /// <summary>It ran to its normal end; it must be transient or temporary.</summary>
    Completed,

    /// <summary>It wrote a line that matches a pattern in this attempt.</summary>
    Log,
}
