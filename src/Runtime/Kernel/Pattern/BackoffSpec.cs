using Supervision.Actor;

namespace Supervision.Pattern;

/// <summary>Everything a backoff supervisor is told.</summary>
internal sealed record BackoffSpec(
    bool OnFailure, Props ChildProps, string ChildName, TimeSpan MinBackoff, TimeSpan MaxBackoff, double RandomFactor)
{
    /// <summary>When the restarts so far are forgotten.</summary>
    public IBackoffReset Reset { get; init; } = new AutoReset(MinBackoff);

    /// <summary>What is done when the child fails.</summary>
    public SupervisorStrategy Strategy { get; init; } = SupervisorStrategy.DefaultStrategy;

    /// <summary>The answer while there is no child; null for none.</summary>
    public object? ReplyWhileStopped { get; init; }

    /// <summary>After which message the child's stop is final; null for none.</summary>
    public Func<object, bool>? FinalStopMessage { get; init; }

    /// <summary>How often the child is started anew; -1 for without end. The strategy has the number.</summary>
    public int MaxNrOfRetries => Strategy is OneForOneStrategy oneForOne ? oneForOne.MaxNumberOfRetries : -1;

    public BackoffSpec WithMaxNrOfRetries(int maxNrOfRetries)
    {
        var strategy = Strategy as OneForOneStrategy ?? new OneForOneStrategy(SupervisorStrategy.DefaultDecider);
        return this with { Strategy = strategy.WithMaxNrOfRetries(maxNrOfRetries) };
    }

    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public void Validate()
    {
        ArgumentNullException.ThrowIfNull(ChildProps);
        ArgumentException.ThrowIfNullOrEmpty(ChildName);
        if (MinBackoff <= TimeSpan.Zero)
            throw new ArgumentException($"The minimum backoff must be more than zero; it is {MinBackoff}.");
        if (MaxBackoff < MinBackoff)
            throw new ArgumentException($"The maximum backoff must be the minimum ({MinBackoff}) or more; it is {MaxBackoff}.");
        if (!(RandomFactor is >= 0.0 and <= 1.0))
            throw new ArgumentException($"The random factor must be from 0 to 1; it is {RandomFactor}.");
    }

    public TimeSpan DelayAfter(int restarts) => BackoffDelay.Calculate(restarts, MinBackoff, MaxBackoff, RandomFactor);
}
