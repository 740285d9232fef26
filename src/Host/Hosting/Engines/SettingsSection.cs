using System.Globalization;
using Supervision.Hocon;

namespace Supervision.Hosting;

/// <summary>Settings that code makes, as HOCON: what is set later wins, sections are merged.</summary>
/// <param name="source">Who makes them, as errors shall name it.</param>
internal sealed class SettingsSection(string source)
{
    private readonly HoconOrigin _origin = new(source, 0, 0);

    public HoconObject Values { get; private set; } = HoconObject.Empty;

    public void Set(string path, string? text) => Add(HoconPath.Parse(path), text is null ? Null() : Text(text));

    public void Set(string path, bool value) => Add(HoconPath.Parse(path), new HoconScalar(HoconScalarKind.Boolean, value ? "true" : "false", _origin));

    public void Set(string path, double value) => Set(path, value.ToString(CultureInfo.InvariantCulture));

    public void Set(string path, TimeSpan time) => Set(path, Duration(time));

    public void Set(string path, IEnumerable<string> texts) => Add(HoconPath.Parse(path), new HoconArray([.. texts.Select(Text)], _origin));

    /// <summary>Sets a key that is taken as it is, below a path.</summary>
    public void SetKey(string path, string key, string? text) => Add([.. HoconPath.Parse(path), key], text is null ? Null() : Text(text));

    /// <summary>Merges other values over those that are there.</summary>
    public void Merge(HoconObject values) => Values = values.WithFallback(Values);

    /// <summary>These values below a path.</summary>
    public HoconObject Below(params ReadOnlySpan<string> elements)
    {
        // An engine that sets nothing is there all the same, for its command is missed at the right place.
        HoconValue value = HoconObject.From(Values, _origin);
        for (var i = elements.Length - 1; i >= 0; i--)
            value = HoconObject.From([KeyValuePair.Create(elements[i], value)], _origin);
        return (HoconObject)value;
    }

    private static string Duration(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(decimal)time.Ticks / TimeSpan.TicksPerMillisecond}ms");

    private HoconScalar Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new HoconScalar(HoconScalarKind.String, text, _origin);
    }

    private HoconScalar Null() => new(HoconScalarKind.Null, "null", _origin);

    private void Add(IReadOnlyList<string> path, HoconValue value)
    {
        for (var i = path.Count - 1; i >= 0; i--)
            value = HoconObject.From([KeyValuePair.Create(path[i], value)], _origin);
        Values = ((HoconObject)value).WithFallback(Values);
    }
}
