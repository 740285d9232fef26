namespace Supervision.Util;

/// <summary>A boolean that many threads read and change without a lock.</summary>
public class AtomicBoolean
{
    private int _value;

    /// <summary>Starts with the given value.</summary>
    /// <param name="initialValue">The first value; false unless told.</param>
    public AtomicBoolean(bool initialValue = false)
    {
        _value = initialValue ? 1 : 0;
    }

    /// <summary>The current value; reading and writing are volatile.</summary>
    public bool Value
    {
        get => Volatile.Read(ref _value) != 0;
        set => Volatile.Write(ref _value, value ? 1 : 0);
    }

    /// <summary>Changes the value only where it still is the expected one.</summary>
    /// <param name="expected">What the value must be.</param>
    /// <param name="newValue">What it becomes.</param>
    /// <returns>Whether it was changed.</returns>
    public bool CompareAndSet(bool expected, bool newValue)
    {
        var was = expected ? 1 : 0;
        return Interlocked.CompareExchange(ref _value, newValue ? 1 : 0, was) == was;
    }

    /// <summary>Changes the value and tells what it was.</summary>
    /// <param name="newValue">What it becomes.</param>
    /// <returns>The value before.</returns>
    public bool GetAndSet(bool newValue) => Interlocked.Exchange(ref _value, newValue ? 1 : 0) != 0;

    /// <summary>Reads the current value.</summary>
    /// <param name="atomicBoolean">What is read.</param>
    public static implicit operator bool(AtomicBoolean atomicBoolean) => atomicBoolean.Value;
}
