using System.Globalization;
using Microsoft.Extensions.Configuration;
using Supervision.Hocon;

namespace Supervision.Hosting;

/// <summary>Makes the flat keys of <see cref="IConfiguration"/> of a HOCON tree.</summary>
internal static class Flattening
{
    /// <exception cref="FormatException">Two keys differ in nothing but case, which this configuration cannot hold.</exception>
    public static Dictionary<string, string?> Of(HoconObject root)
    {
        var keys = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in root)
            Add(keys, key, value);
        return keys;
    }

    private static void Add(Dictionary<string, string?> keys, string path, HoconValue value)
    {
        switch (value)
        {
            case HoconObject { Count: > 0 } fields:
                foreach (var (key, child) in fields)
                    Add(keys, ConfigurationPath.Combine(path, key), child);
                break;
            case HoconArray { Count: > 0 } items:
                for (var i = 0; i < items.Count; i++)
                    Add(keys, ConfigurationPath.Combine(path, i.ToString(CultureInfo.InvariantCulture)), items[i]);
                break;
            default:
                // As with JSON files: an empty object has no value, an empty array an empty one.
                var text = value switch
                {
                    HoconScalar { IsNull: false } scalar => scalar.Text,
                    HoconArray => "",
                    _ => null,
                };
                if (!keys.TryAdd(path, text))
                    throw new FormatException($"{value.Origin}: the key '{path}' is there twice; configuration keys differ in more than case");
                break;
        }
    }
}
