using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Supervision.Hocon.Parsing;
using Supervision.Hocon.Resolving;

namespace Supervision.Hocon;

/// <summary>Keys and values in the order in which the keys were first written. Keys are single path elements, case-sensitive.</summary>
public sealed partial class HoconObject : HoconValue, IReadOnlyDictionary<string, HoconValue>
{
    /// <summary>An object without keys.</summary>
    public static HoconObject Empty { get; } = new(new SourceText(new HoconOrigin("empty", 0, 0)), 0);

    /// <summary>An object with one key.</summary>
    /// <param name="key">The key; no path.</param>
    /// <param name="value">Its value.</param>
    public static HoconObject Of(string key, HoconValue value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        var made = new HoconObject(value.Source, value.Offset);
        made.Add(key, value, value.Source, value.Offset);
        return made;
    }

    /// <summary>An object of several keys.</summary>
    /// <param name="fields">Keys, no paths, and their values in order; the last one of equal keys wins.</param>
    /// <param name="origin">Where the object was written.</param>
    public static HoconObject From(IEnumerable<KeyValuePair<string, HoconValue>> fields, HoconOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(origin);
        var made = new HoconObject(new SourceText(origin), 0);
        foreach (var (key, value) in fields)
        {
            var index = made.IndexOf(key);
            if (index < 0)
                made.Add(key, value, value.Source, value.Offset);
            else
                made.Replace(index, value, value.Source, value.Offset);
        }

        return made;
    }

    /// <inheritdoc/>
    public override HoconType Type => HoconType.Object;

    /// <inheritdoc/>
    public int Count => _count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => this.Select(item => item.Key);

    /// <inheritdoc/>
    public IEnumerable<HoconValue> Values => this.Select(item => item.Value);

    /// <inheritdoc/>
    public HoconValue this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"no key '{key}'");

    /// <summary>Where a key was last written.</summary>
    /// <param name="key">A key of this object.</param>
    /// <exception cref="KeyNotFoundException">There is no such key.</exception>
    public HoconOrigin KeyOrigin(string key)
    {
        var index = IndexOf(key);
        return index < 0
            ? throw new KeyNotFoundException($"no key '{key}'")
            : _fields[index].KeySource.OriginAt(_fields[index].KeyOffset);
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => IndexOf(key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out HoconValue value)
    {
        var index = IndexOf(key);
        value = index < 0 ? null : _fields[index].Value;
        return index >= 0;
    }

    /// <summary>The value at a path, null values included.</summary>
    /// <param name="path">A path expression such as <c>a.b."c.d"</c>.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="HoconException">The path expression is malformed.</exception>
    public bool TryGet(string path, [MaybeNullWhen(false)] out HoconValue value)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Contains('"'))
            return TryGet(HoconPath.Parse(path), out value);
        HoconValue? current = this;
        foreach (var range in path.AsSpan().Split('.'))
        {
            var element = path.AsSpan(range);
            if (element.IsEmpty)
                return TryGet(HoconPath.Parse(path), out value);
            var index = current is HoconObject parent ? parent.IndexOf(element) : -1;
            current = index < 0 ? null : ((HoconObject)current!)._fields[index].Value;
        }

        value = current;
        return value is not null;
    }

    /// <summary>The value at a path given by its elements, null values included.</summary>
    /// <param name="elements">The elements; none gives this object.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGet(IReadOnlyList<string> elements, [MaybeNullWhen(false)] out HoconValue value)
    {
        ArgumentNullException.ThrowIfNull(elements);
        value = this;
        foreach (var element in elements)
        {
            if (value is not HoconObject parent || !parent.TryGetValue(element, out value))
            {
                value = null;
                return false;
            }
        }

        return true;
    }

    /// <summary>This object with another one behind it: keys of this one win, objects are merged.</summary>
    /// <param name="fallback">Supplies what is missing here.</param>
    public HoconObject WithFallback(HoconObject fallback)
    {
        ArgumentNullException.ThrowIfNull(fallback);
        return Merging.Objects(fallback, this, inPlace: false);
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, HoconValue>> GetEnumerator()
    {
        for (var i = 0; i < _count; i++)
            yield return KeyValuePair.Create(_fields[i].Key, _fields[i].Value);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
