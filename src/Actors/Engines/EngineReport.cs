namespace Supervision.Actors.Engines;

/// <summary>Why an engine is as it is: its status, what it waits for and its last attempts.</summary>
public sealed record EngineReport
{
    /// <summary>The engine now.</summary>
    public required EngineStatus Status { get; init; }

    /// <summary>Its last attempts, oldest first; how many are kept is <c>keep-attempts</c>.</summary>
    public required IReadOnlyList<EngineAttempt> Attempts { get; init; }

    /// <summary>What is left of the delay before the next attempt; null where none is under way.</summary>
    public TimeSpan? BackoffLeft { get; init; }

    /// <summary>When the next attempt is due, UTC: after the backoff, or after <c>budget.retry-after</c>; null where none is planned.</summary>
    public DateTimeOffset? NextRetry { get; init; }

    /// <summary>Failures since it was last stably ready.</summary>
    public int Failures { get; init; }

    /// <summary>Attempts in a row that failed alike before they were ready.</summary>
    public int SameFailures { get; init; }

    /// <summary>Restarts within the window that ends now.</summary>
    public int RestartsUsed { get; init; }

    /// <summary>Restarts that are allowed within the window; null is unlimited.</summary>
    public int? RestartsAllowed { get; init; }

    /// <summary>That window.</summary>
    public TimeSpan Within { get; init; }
}
