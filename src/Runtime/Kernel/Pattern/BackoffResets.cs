namespace Supervision.Pattern;

/// <summary>The child sends <see cref="BackoffSupervisor.Reset"/> to its parent.</summary>
internal sealed record ManualReset : IBackoffReset
{
    public static readonly ManualReset Instance = new();
}

/// <summary>The child ran for a time without being started anew.</summary>
/// <param name="ResetBackoff">The time.</param>
internal sealed record AutoReset(TimeSpan ResetBackoff) : IBackoffReset;
