// Overview
//
// System.Linq's Select is a generic virtual method of its iterators. Compiled ahead of time, every element type that is a value meets every
// result type that is one in every kind of iterator, whether or not they ever meet when run: four megabytes of a file of nineteen. Its
// Where has one kind of iterator for arrays, one for lists and one for the rest, of each of which there are as many as element types.
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
}
