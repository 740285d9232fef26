using Supervision.Hocon;

namespace Supervision.Configuration.Hocon;

/// <summary>Reads of single values under the names of Akka.NET.</summary>
public static class HoconValueReads
{
    private const string Key = "value";

    /// <summary>Whether it is a string, number, boolean or null.</summary>
    public static bool IsString(this HoconValue value) => value is HoconScalar;

    /// <summary>Whether it is an object.</summary>
    public static bool IsObject(this HoconValue value) => value is HoconObject;

    /// <summary>Whether it is an array.</summary>
    public static bool IsArray(this HoconValue value) => value is HoconArray;

    /// <summary>The text of a scalar; null for null.</summary>
    /// <exception cref="ConfigurationException">It is an object or an array.</exception>
    public static string? GetString(this HoconValue value) => value.IsNull ? null : AsConfig(value).GetString(Key);

    /// <summary>A number without fraction.</summary>
    /// <exception cref="ConfigurationException">It is something else.</exception>
    public static int GetInt(this HoconValue value) => AsConfig(value).GetInt(Key);

    /// <summary>A number without fraction.</summary>
    /// <exception cref="ConfigurationException">It is something else.</exception>
    public static long GetLong(this HoconValue value) => AsConfig(value).GetLong(Key);

    /// <summary>A number.</summary>
    /// <exception cref="ConfigurationException">It is something else.</exception>
    public static double GetDouble(this HoconValue value) => AsConfig(value).GetDouble(Key);

    /// <summary>True or false.</summary>
    /// <exception cref="ConfigurationException">It is something else.</exception>
    public static bool GetBoolean(this HoconValue value) => AsConfig(value).GetBoolean(Key);

    /// <summary>A time.</summary>
    /// <exception cref="ConfigurationException">It is something else.</exception>
    public static TimeSpan GetTimeSpan(this HoconValue value, bool allowInfinite = true) => AsConfig(value).GetTimeSpan(Key, null, allowInfinite);

    /// <summary>A size in bytes.</summary>
    /// <exception cref="ConfigurationException">It is something else.</exception>
    public static long? GetByteSize(this HoconValue value) => AsConfig(value).GetByteSize(Key);

    /// <summary>The strings of an array.</summary>
    /// <exception cref="ConfigurationException">It is something else.</exception>
    public static IList<string> GetStringList(this HoconValue value) => AsConfig(value).GetStringList(Key);

    /// <summary>The items of an array.</summary>
    /// <exception cref="ConfigurationException">It is no array.</exception>
    public static IList<HoconValue> GetArray(this HoconValue value) => value is HoconArray array ? [.. array] : throw Wrong(value, "an array");

    /// <summary>The object itself.</summary>
    /// <exception cref="ConfigurationException">It is no object.</exception>
    public static HoconObject GetObject(this HoconValue value) => value as HoconObject ?? throw Wrong(value, "an object");

    /// <summary>The value of a key, which is no path.</summary>
    /// <returns>Null where the key is not there.</returns>
    public static HoconValue? GetKey(this HoconObject value, string key) => value.TryGetValue(key, out var found) ? found : null;

    private static Config AsConfig(HoconValue value) => new(HoconDocument.FromObject(HoconObject.Of(Key, value)));

    private static ConfigurationException Wrong(HoconValue value, string what) =>
        new($"{value.Origin}: this must be {what}, but is {value.Type}: {value}");
}
