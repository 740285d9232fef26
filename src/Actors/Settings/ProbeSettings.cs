namespace Supervision.Actors.Settings;

/// <summary>One probe. Defaults are Kubernetes' except the time-out, which is longer because busy engines answer late.</summary>
public sealed record ProbeSettings
{
    /// <summary>What is asked.</summary>
    public required ProbeCheck Check { get; init; }

    /// <summary>Time before the first try. Default 0.</summary>
    public TimeSpan InitialDelay { get; init; }

    /// <summary>Time between the end of one try and the start of the next; a probe never overlaps itself. Default 10 s.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The period until the first success of an attempt; 0 for <see cref="Period"/>. Its failures count once per period. Default 0.</summary>
    public TimeSpan FastPeriod { get; init; }

    /// <summary>How long one try may take. Default 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Consecutive failures that make the probe's verdict negative. Default 3; 60 for startup.</summary>
    public int Failures { get; init; } = 3;

    /// <summary>Consecutive successes that make a negative verdict positive again. Default 1.</summary>
    public int Successes { get; init; } = 1;
}
