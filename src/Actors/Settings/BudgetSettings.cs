namespace Supervision.Actors.Settings;

/// <summary>Restart budget (<c>budget</c>): how many restarts an engine may need within a window before its group gives up.</summary>
public sealed record BudgetSettings
{
    /// <summary>Restarts allowed within <see cref="Within"/>; the next failure gives up. 0 allows none. Null is unlimited. Default 3.</summary>
    public int? MaxRetries { get; init; } = 3;

    /// <summary>The sliding window, measured on the monotonic clock. Default 1 h.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Attempts in a row that fail alike (class, code or signal, reason) before they were ready, after which further ones are pointless and the engine
    /// is given up on although restarts are left; 2 or more. Null never does, and nor does it where <see cref="MaxRetries"/> is unlimited. Default 3.
    /// </summary>
    public int? SameFailures { get; init; } = 3;

    /// <summary>
    /// How long after it was given up on the engine is tried again with a fresh budget; it is FATAL meanwhile and its group goes on. Null, the
    /// default, gives up for good.
    /// </summary>
    public TimeSpan? RetryAfter { get; init; }
}
