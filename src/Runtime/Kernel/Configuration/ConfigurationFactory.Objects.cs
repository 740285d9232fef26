using System.Collections;
using System.Globalization;
using Supervision.Hocon;

namespace Supervision.Configuration;

public partial class ConfigurationFactory
{
    private static readonly HoconOrigin _objectOrigin = new("object", 0, 0);

    /// <summary>
    /// Makes a configuration of dictionaries, lists and scalars. Akka.NET also reads the properties of any object; that needs
    /// reflection, which trimming forbids, so it is refused here.
    /// </summary>
    /// <param name="source">
    /// A dictionary with text keys, each a path such as <c>akka.loglevel</c>. Values: null, text, booleans, numbers, enumerations,
    /// <see cref="TimeSpan"/>, dictionaries and sequences of these.
    /// </param>
    /// <exception cref="ArgumentException">The source, or something in it, is of another type.</exception>
    /// <exception cref="HoconException">A key is no path.</exception>
    public static Config FromObject(object source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new Config(HoconDocument.FromObject(Convert(source) as HoconObject
            ?? throw new ArgumentException($"expected a dictionary with text keys, found {source.GetType()}", nameof(source))));
    }

    private static HoconValue Convert(object? value) => value switch
    {
        null => new HoconScalar(HoconScalarKind.Null, "null", _objectOrigin),
        string text => Text(text),
        bool flag => new HoconScalar(HoconScalarKind.Boolean, flag ? "true" : "false", _objectOrigin),
        TimeSpan time => Text(string.Create(CultureInfo.InvariantCulture, $"{(decimal)time.Ticks / TimeSpan.TicksPerMillisecond}ms")),
        Enum name => Text(name.ToString()),
        byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal =>
            Text(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)),
        IEnumerable<KeyValuePair<string, object?>> fields => Fields(fields.Select(field => (field.Key, field.Value))),
        IDictionary fields => Fields(fields.Keys.Cast<object>().Select(
            key => (key as string ?? throw new ArgumentException($"a key is of type {key.GetType()}; expected a text"), fields[key]))),
        IEnumerable items => new HoconArray([.. items.Cast<object?>().Select(Convert)], _objectOrigin),
        _ => throw new ArgumentException($"a value is of type {value.GetType()}; expected a dictionary, a sequence, a text, number, boolean or time"),
    };

    // Keys may share the beginning of their paths: each field is merged over those before it.
    private static HoconObject Fields(IEnumerable<(string Key, object? Value)> fields) => fields.Aggregate(
        HoconObject.Empty,
        (all, field) => ((HoconObject)HoconPath.Parse(field.Key).Reverse().Aggregate(
            Convert(field.Value), (inner, element) => HoconObject.Of(element, inner))).WithFallback(all));

    private static HoconScalar Text(string text) => new(HoconScalarKind.String, text, _objectOrigin);
}
