// Overview
// Configuration keys ignore case, HOCON's do not, and a variable can write neither a dash nor a capital that matters. So a key finds its
// place by what it could mean rather than by its letters: one that an earlier provider has spelled keeps that spelling (an engine called
// vLLM stays one engine when a variable overrides its port), and only a key that nobody has is spelled by the rule.
using System.Globalization;
using Supervision.Hocon;

namespace Supervision.Hosting;

/// <summary>Collects values key by key; what is set later wins.</summary>
internal sealed class ConfigurationTree
{
    private readonly List<(string Key, ConfigurationTree Child)> _children = [];
    private HoconScalar? _value;

    /// <param name="segments">The key's parts; each may be a path of several elements.</param>
    /// <param name="value">The text; null is HOCON's null.</param>
    /// <param name="normalize">Whether the key is spelled as variables are.</param>
    /// <param name="origin">Who has it.</param>
    public void Set(IEnumerable<string> segments, string? value, bool normalize, string origin)
    {
        var node = this;
        foreach (var segment in segments)
        {
            foreach (var (element, isQuoted) in Elements(segment))
                node = node.Child(element, normalize && !isQuoted);
        }

        node._value = new HoconScalar(
            value is null ? HoconScalarKind.Null : HoconScalarKind.String, value ?? "null", new HoconOrigin(origin, 0, 0));
    }

    public HoconObject ToHocon() => (HoconObject)Fields();

    // A key with keys below it has no value in HOCON.
    private HoconValue ToValue() => _children.Count == 0 ? _value! : IsArray() ? Items() : Fields();

    private HoconValue Fields() => HoconObject.From(
        _children.Select(child => KeyValuePair.Create(child.Key, child.Child.ToValue())), new HoconOrigin("configuration", 0, 0));

    private HoconArray Items() => new(
        [.. _children.OrderBy(child => int.Parse(child.Key, CultureInfo.InvariantCulture)).Select(child => child.Child.ToValue())],
        new HoconOrigin("configuration", 0, 0));

    private bool IsArray() => _children.TrueForAll(child => int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    private ConfigurationTree Child(string element, bool normalize)
    {
        var index = _children.FindIndex(child => child.Key == element);
        if (index < 0)
            index = _children.FindIndex(child => string.Equals(child.Key, element, StringComparison.OrdinalIgnoreCase));
        if (index < 0 && normalize)
            index = _children.FindIndex(child => Normalized(child.Key) == Normalized(element));
        if (index >= 0)
            return _children[index].Child;
        var made = new ConfigurationTree();
        _children.Add((normalize ? Normalized(element) : element, made));
        return made;
    }

    private static string Normalized(string key) => key.ToLowerInvariant().Replace('_', '-');

    private static IEnumerable<(string Element, bool IsQuoted)> Elements(string segment)
    {
        if (segment.IndexOfAny(['.', '"']) < 0)
            return [(segment, false)];
        try
        {
            return [.. HoconPath.Parse(segment).Select(element => (element, segment.Contains($"\"{element}\"", StringComparison.Ordinal)))];
        }
        catch (HoconException)
        {
            // No path: a key of another program that means nothing here, taken as it stands.
            return [(segment, true)];
        }
    }
}
