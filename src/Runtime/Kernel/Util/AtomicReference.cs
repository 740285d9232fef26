namespace Supervision.Util;

/// <summary>A reference that many threads read and change without a lock.</summary>
/// <typeparam name="T">The type referred to.</typeparam>
public class AtomicReference<T>
    where T : class?
{
    /// <summary>The reference itself, for types that derive from this one.</summary>
    protected T atomicValue;

    /// <summary>Starts with the given reference.</summary>
    /// <param name="originalValue">The first reference.</param>
    public AtomicReference(T originalValue)
    {
        atomicValue = originalValue;
    }

    /// <summary>Starts with null.</summary>
    public AtomicReference()
    {
        atomicValue = null!;
    }

    /// <summary>The current reference; reading and writing are volatile.</summary>
    public T Value
    {
        get => Volatile.Read(ref atomicValue);
        set => Volatile.Write(ref atomicValue, value);
    }

    /// <summary>Changes the reference only where it still is the expected one.</summary>
    /// <param name="expected">The object that must be referred to now.</param>
    /// <param name="newValue">The object that is referred to afterwards.</param>
    /// <returns>Whether it was changed.</returns>
    public bool CompareAndSet(T expected, T newValue) =>
        ReferenceEquals(Interlocked.CompareExchange(ref atomicValue, newValue, expected), expected);

    /// <summary>Changes the reference and tells what it was.</summary>
    /// <param name="newValue">The object that is referred to afterwards.</param>
    /// <returns>The reference before.</returns>
    public T GetAndSet(T newValue) => Interlocked.Exchange(ref atomicValue, newValue);

    /// <summary>Reads the current reference.</summary>
    /// <param name="atomicReference">What is read.</param>
    public static implicit operator T(AtomicReference<T> atomicReference) => atomicReference.Value;
}
