using System.Globalization;
using System.Text.Json;

namespace Supervision.Control.Pbm;

/// <summary>One value of an answer: as text for people, and as JSON.</summary>
/// <param name="Key">Its name in JSON and, in capitals, over its column.</param>
/// <param name="Value">Text, number, boolean, time span (seconds in JSON), time, list of texts, or null.</param>
/// <param name="Text">For people; null for the value itself.</param>
internal readonly record struct Field(string Key, object? Value, string? Text = null)
{
    /// <summary>For people.</summary>
    public string Shown => Text ?? Value switch
    {
        null => "-",
        bool yes => yes ? "yes" : "no",
        IEnumerable<string> all => string.Join(", ", all) is { Length: > 0 } list ? list : "-",
        string { Length: 0 } => "-",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString()!,
    };

    public void Write(Utf8JsonWriter json)
    {
        switch (Value)
        {
            case null:
                json.WriteNull(Key);
                break;
            case string text:
                json.WriteString(Key, text);
                break;
            case bool yes:
                json.WriteBoolean(Key, yes);
                break;
            case int number:
                json.WriteNumber(Key, number);
                break;
            case long number:
                json.WriteNumber(Key, number);
                break;
            case double number:
                json.WriteNumber(Key, Math.Round(number, 4));
                break;
            case TimeSpan time:
                json.WriteNumber(Key, Math.Round(time.TotalSeconds, 3));
                break;
            case DateTimeOffset time:
                json.WriteString(Key, time);
                break;
            case IEnumerable<string> all:
                json.WriteStartArray(Key);
                foreach (string text in all)
                    json.WriteStringValue(text);
                json.WriteEndArray();
                break;
            case IEnumerable<Field[]> rows:
                json.WriteStartArray(Key);
                foreach (Field[] row in rows)
                {
                    json.WriteStartObject();
                    foreach (Field field in row)
                        field.Write(json);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                break;
            default:
                throw new InvalidOperationException($"a {Value.GetType().Name} has no JSON");
        }
    }
}
