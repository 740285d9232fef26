namespace Supervision.Util;

/// <summary>A value that is made when it is first asked for, once, whichever thread asks.</summary>
/// <typeparam name="T">Its type.</typeparam>
public sealed class FastLazy<T>
{
    private readonly Lock _gate = new();
    private Func<T>? _producer;
    private T _value = default!;

    /// <summary>Keeps how the value is made.</summary>
    /// <param name="producer">Makes it; what it throws, every reader gets, and the next one tries again.</param>
    public FastLazy(Func<T> producer)
    {
        ArgumentNullException.ThrowIfNull(producer);
        _producer = producer;
    }

    /// <summary>The value; the first reader makes it, others wait for that.</summary>
    public T Value
    {
        get
        {
            if (IsValueCreated())
                return _value;
            lock (_gate)
            {
                if (_producer is { } producer)
                {
                    _value = producer();
                    Volatile.Write(ref _producer, null);
                }

                return _value;
            }
        }
    }

    /// <summary>Whether the value was made.</summary>
    public bool IsValueCreated() => Volatile.Read(ref _producer) is null;
}
