namespace Supervision.Actors.Settings;

/// <summary>
/// Exponential backoff (<c>backoff</c>): delay n is <c>min · factor^(n-1)</c>, spread by <see cref="Jitter"/> and then capped at
/// <see cref="Max"/>, so that no delay ever exceeds the cap.
/// </summary>
public sealed record BackoffSettings
{
    /// <summary>The first delay; 0 restarts at once. Default 1 s.</summary>
    public TimeSpan Min { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The cap of each delay; not below <see cref="Min"/>. Default 5 min.</summary>
    public TimeSpan Max { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Growth from one delay to the next; 1 or more. Default 2.</summary>
    public double Factor { get; init; } = 2;

    /// <summary>Spread: each delay is multiplied by a random number in [1 - jitter, 1 + jitter]; 0 to 1. Default 0.2.</summary>
    public double Jitter { get; init; } = 0.2;

    /// <summary>How long the engine must have been ready, without a break, before the delays start from <see cref="Min"/> again. Default 10 min.</summary>
    public TimeSpan ResetAfterReady { get; init; } = TimeSpan.FromMinutes(10);
}
