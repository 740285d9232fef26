// Overview
//
// System.Linq's Select is a generic virtual method of its iterators. Compiled ahead of time, every element type that is a value meets every
// result type that is one in every kind of iterator, whether or not they ever meet when run: four megabytes of a file of nineteen. Its
// Where has one kind of iterator for arrays, one for lists and one for the rest, of each of which there are as many as element types.
// Skip, Take, Concat, Append, Prepend and OrderBy have iterators of that family as well, and so meet Select in the same way.
//
// These are ordinary iterators. They are found before System.Linq's, because they are in a namespace around the code that calls them
// and not in one that it imports; nothing has to be said where they are used.
namespace Supervision;

/// <summary>Projection and selection without the code size of System.Linq's.</summary>
internal static class Sequences
{
    /// <summary>The results of <paramref name="selector"/>, each computed when it is asked for.</summary>
    public static IEnumerable<TResult> Select<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, TResult> selector)
    {
        foreach (var item in source)
        {
            yield return selector(item);
        }
    }

    /// <summary>The same, with the index of each element.</summary>
    public static IEnumerable<TResult> Select<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, int, TResult> selector)
    {
        var index = 0;
        foreach (var item in source)
        {
            yield return selector(item, index++);
        }
    }

    /// <summary>The elements that <paramref name="predicate"/> holds for.</summary>
    public static IEnumerable<TSource> Where<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate)
    {
        foreach (var item in source)
        {
            if (predicate(item))
                yield return item;
        }
    }

    /// <summary>The elements after the first <paramref name="count"/>.</summary>
    public static IEnumerable<T> Skip<T>(this IEnumerable<T> source, int count)
    {
        foreach (var item in source)
        {
            if (count-- <= 0)
                yield return item;
        }
    }

    /// <summary>The first <paramref name="count"/> elements; no more are asked for.</summary>
    public static IEnumerable<T> Take<T>(this IEnumerable<T> source, int count)
    {
        if (count <= 0)
            yield break;
        foreach (var item in source)
        {
            yield return item;
            if (--count == 0)
                yield break;
        }
    }

    /// <summary>The elements of both.</summary>
    public static IEnumerable<T> Concat<T>(this IEnumerable<T> source, IEnumerable<T> second)
    {
        foreach (var item in source)
        {
            yield return item;
        }

        foreach (var item in second)
        {
            yield return item;
        }
    }

    /// <summary>The elements, and one behind them.</summary>
    public static IEnumerable<T> Append<T>(this IEnumerable<T> source, T last)
    {
        foreach (var item in source)
        {
            yield return item;
        }

        yield return last;
    }

    /// <summary>The elements, and one in front of them.</summary>
    public static IEnumerable<T> Prepend<T>(this IEnumerable<T> source, T first)
    {
        yield return first;
        foreach (var item in source)
        {
            yield return item;
        }
    }

    /// <summary>The elements in their own order.</summary>
    public static Ordered<T> Order<T>(this IEnumerable<T> source, IComparer<T>? comparer = null) =>
        new(source, static item => item, Ordered<T>.Comparing(comparer));

    /// <summary>The elements in the order of a key.</summary>
    public static Ordered<T> OrderBy<T, TKey>(this IEnumerable<T> source, Func<T, TKey> key) =>
        new(source, item => key(item), Ordered<T>.Comparing<TKey>(null));

    /// <summary>The elements in the opposite order of a key.</summary>
    public static Ordered<T> OrderByDescending<T, TKey>(this IEnumerable<T> source, Func<T, TKey> key)
    {
        var comparison = Ordered<T>.Comparing<TKey>(null);
        return new(source, item => key(item), (a, b) => comparison(b, a));
    }
}
