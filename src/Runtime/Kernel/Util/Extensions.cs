namespace Supervision.Util.Internal;

/// <summary>Small helpers that programs for Akka.NET use.</summary>
public static class Extensions
{
    /// <summary>Casts.</summary>
    /// <exception cref="InvalidCastException">It is of another type.</exception>
    public static T AsInstanceOf<T>(this object self) => (T)self;

    /// <summary>Puts double quotes around a text.</summary>
    public static string BetweenDoubleQuotes(this string self) => $"\"{self}\"";

    /// <summary>Sets a value and gives the dictionary back.</summary>
    public static IDictionary<TKey, TValue> AddAndReturn<TKey, TValue>(this IDictionary<TKey, TValue> hash, TKey key, TValue value)
    {
        hash[key] = value;
        return hash;
    }

    /// <summary>Sets a value.</summary>
    public static void AddOrSet<TKey, TValue>(this IDictionary<TKey, TValue> hash, TKey key, TValue value) => hash[key] = value;

    /// <summary>The value of a key, or another one where the key is not there.</summary>
    public static TValue GetOrElse<TKey, TValue>(this IDictionary<TKey, TValue> hash, TKey key, TValue elseValue) =>
        hash.TryGetValue(key, out var value) ? value : elseValue;

    /// <summary>The items and one more.</summary>
    public static IEnumerable<T> Concat<T>(this IEnumerable<T> enumerable, T item) => enumerable.Append(item);

    /// <summary>The items after the first ones.</summary>
    public static IEnumerable<T> Drop<T>(this IEnumerable<T> self, int count) => self.Skip(count);

    /// <summary>The last items.</summary>
    public static IEnumerable<T> TakeRight<T>(this IEnumerable<T> self, int n) => self.TakeLast(n);

    /// <summary>The first item; the default of the type where there is none.</summary>
    public static T? Head<T>(this IEnumerable<T> self) => self.FirstOrDefault();

    /// <summary>Does something with every item.</summary>
    public static void ForEach<T>(this IEnumerable<T> source, Action<T> action)
    {
        foreach (var item in source)
            action(item);
    }

    /// <summary>The items in one text.</summary>
    public static string Join(this IEnumerable<string> self, string separator) => string.Join(separator, self);

    /// <summary>The longer of two times.</summary>
    public static TimeSpan Max(this TimeSpan @this, TimeSpan other) => @this > other ? @this : other;

    /// <summary>The shorter of two times.</summary>
    public static TimeSpan Min(this TimeSpan @this, TimeSpan other) => @this < other ? @this : other;

    /// <summary>The elements of a configuration path; dots between double quotes do not separate.</summary>
    public static IEnumerable<string> SplitDottedPathHonouringQuotes(this string path)
    {
        var quoted = path.Split('"');
        for (var i = 0; i < quoted.Length; i++)
        {
            if (i % 2 == 1)
            {
                yield return quoted[i];
                continue;
            }

            foreach (var element in quoted[i].Split('.', StringSplitOptions.RemoveEmptyEntries))
                yield return element;
        }
    }
}
