using System.Globalization;
using Supervision.Hocon;

namespace Supervision.Configuration;

public partial class Config
{
    /// <summary>Reads a boolean (<c>true</c>, <c>yes</c>, <c>on</c>, <c>false</c>, <c>no</c>, <c>off</c>).</summary>
    /// <param name="path">A path expression.</param>
    /// <param name="default">The result where there is no value.</param>
    public virtual bool GetBoolean(string path, bool @default = false) => Read(path, @default, "true or false", HoconReads.TryBoolean);

    /// <summary>Reads a size in bytes; null where there is none.</summary>
    /// <param name="path">A path expression.</param>
    public virtual long? GetByteSize(string path) => GetByteSize(path, null);

    /// <summary>Reads a size in bytes.</summary>
    /// <param name="path">A path expression.</param>
    /// <param name="def">The result where there is no value.</param>
    public virtual long? GetByteSize(string path, long? def = null) =>
        HasPath(path) ? Read(path, 0L, "a size such as 40KiB", HoconUnits.TryParseBytes) : def;

    /// <summary>Reads a decimal number.</summary>
    /// <param name="path">A path expression.</param>
    /// <param name="default">The result where there is no value.</param>
    public virtual decimal GetDecimal(string path, decimal @default = 0m) => Read(path, @default, "a number", TryDecimal);

    /// <summary>Reads a number.</summary>
    /// <param name="path">A path expression.</param>
    /// <param name="default">The result where there is no value.</param>
    public virtual double GetDouble(string path, double @default = 0) => Read(path, @default, "a number", HoconReads.TryDouble);

    /// <summary>Reads a number.</summary>
    /// <param name="path">A path expression.</param>
    /// <param name="default">The result where there is no value.</param>
    public virtual float GetFloat(string path, float @default = 0) => (float)GetDouble(path, @default);

    /// <summary>Reads an integer.</summary>
    /// <param name="path">A path expression.</param>
    /// <param name="default">The result where there is no value.</param>
    public virtual int GetInt(string path, int @default = 0) => Read(path, @default, "an integer", HoconReads.TryInt);

    /// <summary>Reads an integer.</summary>
    /// <param name="path">A path expression.</param>
    /// <param name="default">The result where there is no value.</param>
    public virtual long GetLong(string path, long @default = 0) => Read(path, @default, "an integer", HoconReads.TryLong);

    /// <summary>Reads a string; numbers and booleans give their text.</summary>
    /// <param name="path">A path expression.</param>
    /// <param name="default">The result where there is no value.</param>
    public virtual string? GetString(string path, string? @default = null) =>
        Read(path, @default, "a string", static (string text, out string? value) => (value = text) is not null);

    /// <summary>Reads a duration; a bare number is milliseconds.</summary>
    /// <param name="path">A path expression.</param>
    /// <param name="default">The result where there is no value; null stands for zero.</param>
    /// <param name="allowInfinite">Whether <c>infinite</c> is allowed; it reads as <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) =>
        allowInfinite && GetValue(path) is HoconScalar { Text: "infinite" }
            ? Timeout.InfiniteTimeSpan
            : Read(path, @default ?? TimeSpan.Zero, "a duration such as 10s", HoconUnits.TryParseDuration);

    /// <summary>Reads booleans; empty where there is no value.</summary>
    /// <param name="path">A path expression.</param>
    public virtual IList<bool> GetBooleanList(string path) => ReadList<bool>(path, "true or false", HoconReads.TryBoolean);

    /// <summary>Reads bytes; empty where there is no value.</summary>
    /// <param name="path">A path expression.</param>
    public virtual IList<byte> GetByteList(string path) => ReadList<byte>(path, "a number from 0 to 255", TryByte);

    /// <summary>Reads decimal numbers; empty where there is no value.</summary>
    /// <param name="path">A path expression.</param>
    public virtual IList<decimal> GetDecimalList(string path) => ReadList<decimal>(path, "a number", TryDecimal);

    /// <summary>Reads numbers; empty where there is no value.</summary>
    /// <param name="path">A path expression.</param>
    public virtual IList<double> GetDoubleList(string path) => ReadList<double>(path, "a number", HoconReads.TryDouble);

    /// <summary>Reads numbers; empty where there is no value.</summary>
    /// <param name="path">A path expression.</param>
    public virtual IList<float> GetFloatList(string path) => [.. GetDoubleList(path).Select(value => (float)value)];

    /// <summary>Reads integers; empty where there is no value.</summary>
    /// <param name="path">A path expression.</param>
    public virtual IList<int> GetIntList(string path) => ReadList<int>(path, "an integer", HoconReads.TryInt);

    /// <summary>Reads integers; empty where there is no value.</summary>
    /// <param name="path">A path expression.</param>
    public virtual IList<long> GetLongList(string path) => ReadList<long>(path, "an integer", HoconReads.TryLong);

    /// <summary>Reads strings; empty where there is no value.</summary>
    /// <param name="path">A path expression.</param>
    public virtual IList<string> GetStringList(string path) =>
        ReadList<string>(path, "a string", static (string text, out string value) => (value = text) is not null);

    /// <summary>Reads strings.</summary>
    /// <param name="path">A path expression.</param>
    /// <param name="defaultPaths">The result where there is no value.</param>
    public virtual IList<string> GetStringList(string path, string[] defaultPaths) => HasPath(path) ? GetStringList(path) : defaultPaths;

    private T Read<T>(string path, T fallback, string expected, TryRead<T> read)
    {
        switch (GetValue(path))
        {
            case null or HoconScalar { Kind: HoconScalarKind.Null }:
                return fallback;
            case HoconScalar scalar when read(scalar.Text, out var value):
                return value;
            case var found:
                throw Wrong(path, found, expected);
        }
    }

    private List<T> ReadList<T>(string path, string expected, TryRead<T> read)
    {
        switch (GetValue(path))
        {
            case null or HoconScalar { Kind: HoconScalarKind.Null }:
                return [];
            case HoconArray array:
                return [.. array.Select(item => item is HoconScalar { Kind: not HoconScalarKind.Null } scalar && read(scalar.Text, out var value) ? value : throw Wrong(path, item, expected))];
            case HoconObject fields when HoconReads.NumericKeys(fields) is { } array:
                return [.. array.Select(item => item is HoconScalar { Kind: not HoconScalarKind.Null } scalar && read(scalar.Text, out var value) ? value : throw Wrong(path, item, expected))];
            case var found:
                throw Wrong(path, found, $"an array, each element {expected}");
        }
    }

    private static ConfigurationException Wrong(string path, HoconValue value, string expected) =>
        new($"{value.Origin}: {path} is {(value is HoconScalar scalar ? $"'{scalar.Text}'" : value is HoconArray ? "an array" : "an object")}; expected {expected}");

    private static bool TryDecimal(string text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private static bool TryByte(string text, out byte value) => byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private delegate bool TryRead<T>(string text, out T value);
}
