namespace Supervision.Actors.Settings;

/// <summary>Restart budget (<c>budget</c>): how many restarts an engine may need within a window before its group gives up.</summary>
public sealed record BudgetSettings
{
    /// <summary>Restarts allowed within <see cref="Within"/>; the next failure gives up. 0 allows none. Null is unlimited. Default 3.</summary>
    public int? MaxRetries { get; init; } = 3;

    /// <summary>The sliding window, measured on the monotonic clock. Default 1 h.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromHours(1);
}
