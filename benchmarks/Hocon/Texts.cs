using System.Globalization;
using System.Text;

namespace Supervision.Hocon.Benchmarks;

/// <summary>The inputs; the same at every start.</summary>
internal static class Texts
{
    private static readonly string[] _words =
        ["engine", "model", "timeout", "period", "command", "priority", "environment", "restart", "window", "health", "stdout", "memory"];

    public static string Reference()
    {
        using var stream = typeof(Texts).Assembly.GetManifestResourceStream("reference.conf")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>About one megabyte of configuration as JSON, and the same as people write HOCON: no quotes, no commas, no outer braces.</summary>
    public static (string Json, string Hocon) OneMegabyte()
    {
        var random = new Random(7);
        var json = new StringBuilder("{");
        var hocon = new StringBuilder();
        for (var section = 0; json.Length < 1_000_000; section++)
        {
            json.Append(section == 0 ? "\n" : ",\n").Append(CultureInfo.InvariantCulture, $"  \"section-{section}\": {{");
            hocon.Append(CultureInfo.InvariantCulture, $"section-{section} {{\n");
            for (var i = 0; i < 20; i++)
            {
                var key = $"{_words[random.Next(_words.Length)]}-{i}";
                var (inJson, inHocon) = Value(random, depth: 0);
                json.Append(i == 0 ? "\n" : ",\n").Append(CultureInfo.InvariantCulture, $"    \"{key}\": {inJson}");
                hocon.Append(CultureInfo.InvariantCulture, $"  {key} = {inHocon}\n");
            }

            json.Append("\n  }");
            hocon.Append("}\n");
        }

        return (json.Append("\n}\n").ToString(), hocon.ToString());
    }

    private static (string Json, string Hocon) Value(Random random, int depth)
    {
        switch (random.Next(depth == 0 ? 8 : 6))
        {
            case 0:
                var number = random.Next(100_000).ToString(CultureInfo.InvariantCulture);
                return (number, number);
            case 1:
                return random.Next(2) == 0 ? ("true", "true") : ("null", "null");
            case 2:
                return ("\"http://127.0.0.1:8080/health\"", "\"http://127.0.0.1:8080/health\"");
            case 6:
                var items = Enumerable.Range(0, 6).Select(_ => Value(random, 1)).ToArray();
                return ($"[{string.Join(", ", items.Select(item => item.Json))}]", $"[{string.Join(", ", items.Select(item => item.Hocon))}]");
            case 7:
                var fields = Enumerable.Range(0, 5).Select(i => (Key: $"{_words[i]}-{i}", Value: Value(random, 1))).ToArray();
                return (
                    $"{{ {string.Join(", ", fields.Select(field => $"\"{field.Key}\": {field.Value.Json}"))} }}",
                    $"{{ {string.Join(", ", fields.Select(field => $"{field.Key} = {field.Value.Hocon}"))} }}");
            default:
                var text = string.Join(' ', Enumerable.Range(0, random.Next(1, 5)).Select(_ => _words[random.Next(_words.Length)]));
                return ($"\"{text}\"", text);
        }
    }
}
