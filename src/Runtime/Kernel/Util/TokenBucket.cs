namespace Supervision.Util;

// Overview
// Tokens come at fixed times, one every so many ticks since Init, whoever takes them and whenever somebody looks: what is
// asked for later must not shift the grid, or the rate would sink. Time may be negative and may wrap, so only differences count.

/// <summary>Limits a rate: tokens come at a steady pace, up to a capacity, and whatever is done costs some.</summary>
public abstract class TokenBucket
{
    private readonly long _capacity;
    private readonly long _ticksBetweenTokens;
    private long _tokens;
    private long _lastToken;

    /// <summary>Makes a bucket; <see cref="Init"/> fills it.</summary>
    /// <param name="capacity">How many tokens it holds; 0 or more.</param>
    /// <param name="ticksBetweenTokens">Ticks from one token to the next; more than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is out of its range.</exception>
    protected TokenBucket(long capacity, long ticksBetweenTokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ticksBetweenTokens);
        _capacity = capacity;
        _ticksBetweenTokens = ticksBetweenTokens;
    }

    /// <summary>The time in ticks. It never goes back, but may wrap around.</summary>
    public abstract long CurrentTime { get; }

    /// <summary>Fills the bucket, and starts the pace now.</summary>
    public void Init()
    {
        _tokens = _capacity;
        _lastToken = CurrentTime;
    }

    /// <summary>Takes tokens, even those that have yet to come.</summary>
    /// <param name="cost">How many; 0 or more.</param>
    /// <returns>How many ticks to wait before doing what they are for; 0 for none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The cost is negative.</exception>
    public long Offer(long cost)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cost);
        var sinceToken = unchecked(CurrentTime - _lastToken);

        // Still before a token that was taken in advance: the debt is the distance.
        var arrived = sinceToken >= 0 ? sinceToken / _ticksBetweenTokens : 0;
        _lastToken = unchecked(_lastToken + (arrived * _ticksBetweenTokens));
        sinceToken -= arrived * _ticksBetweenTokens;
        _tokens = arrived > _capacity - _tokens ? _capacity : _tokens + arrived;
        if (cost <= _tokens)
        {
            _tokens -= cost;
            return 0;
        }

        var wait = ((cost - _tokens) * _ticksBetweenTokens) - sinceToken;
        _lastToken = unchecked(_lastToken + ((cost - _tokens) * _ticksBetweenTokens));
        _tokens = 0;
        return wait;
    }
}

/// <summary>A bucket whose ticks are the 100 ns ticks of the system's monotonic clock.</summary>
public sealed class TickTimeTokenBucket : TokenBucket
{
    private readonly long _start = TimeProvider.System.GetTimestamp();

    /// <summary>Makes a bucket.</summary>
    /// <param name="capacity">How many tokens it holds; 0 or more.</param>
    /// <param name="period">Ticks of 100 ns from one token to the next; more than 0.</param>
    public TickTimeTokenBucket(long capacity, long period)
        : base(capacity, period)
    {
    }

    /// <inheritdoc/>
    public override long CurrentTime => TimeProvider.System.GetElapsedTime(_start).Ticks;
}
