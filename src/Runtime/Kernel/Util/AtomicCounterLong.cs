namespace Supervision.Util.Internal;

/// <summary>A 64-bit count that many threads change without a lock; it wraps around at the ends.</summary>
public class AtomicCounterLong : IAtomicCounter<long>
{
    private long _value;

    /// <summary>Starts with the given value.</summary>
    /// <param name="value">The first value.</param>
    public AtomicCounterLong(long value)
    {
        _value = value;
    }

    /// <summary>Starts with the value that the first <see cref="Next"/> turns into 0: -1.</summary>
    public AtomicCounterLong()
        : this(-1)
    {
    }

    /// <inheritdoc/>
    public long Current => Volatile.Read(ref _value);

    /// <inheritdoc/>
    public long AddAndGet(long amount) => Interlocked.Add(ref _value, amount);

    /// <inheritdoc/>
    public bool CompareAndSet(long expected, long newValue) =>
        Interlocked.CompareExchange(ref _value, newValue, expected) == expected;

    /// <inheritdoc/>
    public long DecrementAndGet() => Interlocked.Decrement(ref _value);

    /// <inheritdoc/>
    public long GetAndAdd(long amount) => Interlocked.Add(ref _value, amount) - amount;

    /// <inheritdoc/>
    public long GetAndIncrement() => Interlocked.Increment(ref _value) - 1;

    /// <inheritdoc/>
    public long GetAndSet(long value) => Interlocked.Exchange(ref _value, value);

    /// <inheritdoc/>
    public long IncrementAndGet() => Interlocked.Increment(ref _value);

    /// <inheritdoc/>
    public long Next() => Interlocked.Increment(ref _value);

    /// <inheritdoc/>
    public void Reset() => Volatile.Write(ref _value, 0);

    /// <inheritdoc/>
    public override string ToString() => Current.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
