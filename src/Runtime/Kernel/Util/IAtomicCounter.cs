namespace Supervision.Util.Internal;

/// <summary>A count that many threads change without a lock.</summary>
/// <typeparam name="T">The integer type.</typeparam>
public interface IAtomicCounter<T>
{
    /// <summary>The value now.</summary>
    T Current { get; }

    /// <summary>Adds an amount.</summary>
    /// <param name="amount">What is added; may be negative.</param>
    /// <returns>The value afterwards.</returns>
    T AddAndGet(T amount);

    /// <summary>Changes the value only where it still is the expected one.</summary>
    /// <param name="expected">What the value must be.</param>
    /// <param name="newValue">What it becomes.</param>
    /// <returns>Whether it was changed.</returns>
    bool CompareAndSet(T expected, T newValue);

    /// <summary>Subtracts 1.</summary>
    /// <returns>The value afterwards.</returns>
    T DecrementAndGet();

    /// <summary>Adds an amount and tells what the value was.</summary>
    /// <param name="amount">What is added; may be negative.</param>
    /// <returns>The value before.</returns>
    T GetAndAdd(T amount);

    /// <summary>Adds 1 and tells what the value was.</summary>
    /// <returns>The value before.</returns>
    T GetAndIncrement();

    /// <summary>Sets the value and tells what it was.</summary>
    /// <param name="value">What it becomes.</param>
    /// <returns>The value before.</returns>
    T GetAndSet(T value);

    /// <summary>Adds 1.</summary>
    /// <returns>The value afterwards.</returns>
    T IncrementAndGet();

    /// <summary>Adds 1; the same as <see cref="IncrementAndGet"/>.</summary>
    /// <returns>The value afterwards.</returns>
    T Next();

    /// <summary>Sets the value to 0.</summary>
    void Reset();
}
