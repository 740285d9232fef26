using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Supervision.Util;

/// <summary>Several values per key, each once; safe to use from many threads.</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
public class Index<TKey, TValue>
    where TKey : notnull
    where TValue : IComparable<TValue>
{
    private readonly ConcurrentDictionary<TKey, HashSet<TValue>> _sets = new();
    private readonly Lock _gate = new();

    /// <summary>Whether there is no key.</summary>
    public bool IsEmpty => _sets.IsEmpty;

    /// <summary>The keys.</summary>
    public ICollection<TKey> Keys => _sets.Keys;

    /// <summary>All values of all keys, each once.</summary>
    public HashSet<TValue> Values
    {
        get
        {
            lock (_gate)
                return [.. _sets.Values.SelectMany(static set => set)];
        }
    }

    /// <summary>The values of a key, as they are now; none where the key is not there.</summary>
    /// <param name="index">The key.</param>
    public IEnumerable<TValue> this[TKey index]
    {
        get
        {
            lock (_gate)
                return _sets.TryGetValue(index, out var set) ? [.. set] : [];
        }
    }

    /// <summary>Adds a value to a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>False where it was there already.</returns>
    public bool Put(TKey key, TValue value)
    {
        lock (_gate)
            return _sets.GetOrAdd(key, static _ => []).Add(value);
    }

    /// <summary>The first value of a key that is as asked for; the default of the type where there is none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="predicate">Tells whether it is.</param>
    [return: MaybeNull]
    public TValue FindValue(TKey key, Func<TValue, bool> predicate) => this[key].FirstOrDefault(predicate);

    /// <summary>Does something with every key and value.</summary>
    /// <param name="fun">What is done.</param>
    public void ForEach(Action<TKey, TValue> fun)
    {
        ArgumentNullException.ThrowIfNull(fun);
        foreach (var key in Keys)
        {
            foreach (var value in this[key])
                fun(key, value);
        }
    }

    /// <summary>Takes a value from a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>False where it was not there.</returns>
    public bool Remove(TKey key, TValue value)
    {
        lock (_gate)
        {
            if (!_sets.TryGetValue(key, out var set) || !set.Remove(value))
                return false;
            if (set.Count == 0)
                _sets.TryRemove(key, out _);
            return true;
        }
    }

    /// <summary>Takes a key out.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The values that it had.</returns>
    public IEnumerable<TValue> Remove(TKey key)
    {
        lock (_gate)
            return _sets.TryRemove(key, out var set) ? set : [];
    }

    /// <summary>Takes a value from every key.</summary>
    /// <param name="value">The value.</param>
    public void RemoveValue(TValue value)
    {
        foreach (var key in Keys)
            Remove(key, value);
    }

    /// <summary>Takes everything out.</summary>
    public void Clear()
    {
        lock (_gate)
            _sets.Clear();
    }
}
