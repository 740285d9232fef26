namespace Supervision;

/// <summary>Elements in the order of keys; those with the same key stay as they are. There is one for each type of element, and not for each of keys.</summary>
internal sealed class Ordered<T>(IEnumerable<T> source, Func<T, object?> key, Comparison<object?> comparison, Ordered<T>? first = null) : IEnumerable<T>
{
    /// <summary>Orders by another key what has the same ones so far.</summary>
    public Ordered<T> ThenBy<TKey>(Func<T, TKey> then) => new(source, item => then(item), Comparing<TKey>(null), this);

    public IEnumerator<T> GetEnumerator()
    {
        var items = source.ToArray();
        var places = new int[items.Length];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = i;
        }

        var order = Order(items);
        Array.Sort(places, (a, b) => order(a, b) is not 0 and var known ? known : a - b);
        foreach (var place in places)
        {
            yield return items[place];
        }
    }

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    internal static Comparison<object?> Comparing<TKey>(IComparer<TKey>? comparer)
    {
        var known = comparer ?? Comparer<TKey>.Default;
        return (a, b) => known.Compare((TKey)a!, (TKey)b!);
    }

    private Comparison<int> Order(T[] items)
    {
        var before = first?.Order(items);
        var keys = new object?[items.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = key(items[i]);
        }

        return (a, b) => before is not null && before(a, b) is not 0 and var known ? known : comparison(keys[a], keys[b]);
    }
}
