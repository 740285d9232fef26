namespace Supervision.Actors.Settings;

/// <summary>The policy of one kind of failure.</summary>
/// <param name="Action">What follows. Default <see cref="FailureAction.Retry"/>.</param>
public sealed record FailurePolicy(FailureAction Action)
{
    /// <summary>The delay before the next attempt is at least this. Default 0.</summary>
    public TimeSpan BackoffMin { get; init; }

    /// <summary>What the daemon exits with when the tree ends for this kind, 1 to 255; null, the default, follows <c>exit-code</c>.</summary>
    public int? ExitCode { get; init; }
}
