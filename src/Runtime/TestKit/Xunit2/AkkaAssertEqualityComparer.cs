using System.Collections;

namespace Supervision.TestKit.Xunit2.Internals;

/// <summary>
/// Equality for assertions: by the value's own <see cref="IEquatable{T}"/> or <see cref="IComparable"/>, of collections element by
/// element, else by <see cref="object.Equals(object)"/>.
/// </summary>
/// <typeparam name="T">The values.</typeparam>
/// <param name="skipTypeCheck">True to compare values of different types, too.</param>
/// <param name="innerComparer">Compares the elements of collections; null for the same rules.</param>
public class AkkaAssertEqualityComparer<T>(bool skipTypeCheck = false, IEqualityComparer? innerComparer = null) : IEqualityComparer<T>
{
    private readonly IEqualityComparer _elements = innerComparer ?? new Elements();

    /// <inheritdoc/>
    public bool Equals(T? x, T? y)
    {
        if (x is null || y is null)
        {
            return x is null && y is null;
        }

        if (!skipTypeCheck && x.GetType() != y.GetType() && (x is not IEnumerable || y is not IEnumerable))
        {
            return false;
        }

        return x switch
        {
            IEquatable<T> equatable => equatable.Equals(y),
            IComparable<T> comparable => comparable.CompareTo(y) == 0,
            IComparable comparable when x.GetType() == y.GetType() => comparable.CompareTo(y) == 0,
            IEnumerable left when y is IEnumerable right => EqualElements(left, right),
            _ => object.Equals(x, y),
        };
    }

    /// <summary>One number for all: what is equal here need not have equal hash codes.</summary>
    public int GetHashCode(T obj) => 0;

    private bool EqualElements(IEnumerable left, IEnumerable right)
    {
        using var theirs = right.Cast<object?>().GetEnumerator();
        foreach (var mine in left)
        {
            if (!theirs.MoveNext() || !_elements.Equals(mine, theirs.Current))
            {
                return false;
            }
        }

        return !theirs.MoveNext();
    }

    private sealed class Elements : IEqualityComparer
    {
        private static readonly AkkaAssertEqualityComparer<object> Rules = new(skipTypeCheck: true);

        public new bool Equals(object? x, object? y) => Rules.Equals(x, y);

        public int GetHashCode(object obj) => 0;
    }
}
