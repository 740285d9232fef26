namespace Supervision.Util.Internal;

/// <summary>A 32-bit count that many threads change without a lock; it wraps around at the ends.</summary>
public class AtomicCounter : IAtomicCounter<int>
{
    private int _value;

    /// <summary>Starts with the given value.</summary>
    /// <param name="initialValue">The first value.</param>
    public AtomicCounter(int initialValue)
    {
        _value = initialValue;
    }

    /// <summary>Starts with the value that the first <see cref="Next"/> turns into 0: -1.</summary>
    public AtomicCounter()
        : this(-1)
    {
    }

    /// <inheritdoc/>
    public int Current => Volatile.Read(ref _value);

    /// <inheritdoc/>
    public int AddAndGet(int amount) => Interlocked.Add(ref _value, amount);

    /// <inheritdoc/>
    public bool CompareAndSet(int expected, int newValue) =>
        Interlocked.CompareExchange(ref _value, newValue, expected) == expected;

    /// <inheritdoc/>
    public int DecrementAndGet() => Interlocked.Decrement(ref _value);

    /// <inheritdoc/>
    public int GetAndAdd(int amount) => Interlocked.Add(ref _value, amount) - amount;

    /// <inheritdoc/>
    public int GetAndIncrement() => Interlocked.Increment(ref _value) - 1;

    /// <inheritdoc/>
    public int GetAndSet(int value) => Interlocked.Exchange(ref _value, value);

    /// <inheritdoc/>
    public int IncrementAndGet() => Interlocked.Increment(ref _value);

    /// <inheritdoc/>
    public int Next() => Interlocked.Increment(ref _value);

    /// <inheritdoc/>
    public void Reset() => Volatile.Write(ref _value, 0);

    /// <summary>Subtracts 1.</summary>
    /// <returns>The value afterwards.</returns>
    public int Decrement() => Interlocked.Decrement(ref _value);

    /// <summary>Subtracts 1 and tells what the value was.</summary>
    /// <returns>The value before.</returns>
    public int GetAndDecrement() => Interlocked.Decrement(ref _value) + 1;

    /// <inheritdoc/>
    public override string ToString() => Current.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
