using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Heartbeats;

/// <summary>Looks a value up in JSON by a path of names, <c>[n]</c> and <c>[*]</c>.</summary>
internal static partial class JsonQuery
{
    private const int LongestShown = 60;

    public static bool IsPath(string path) => path.Length <= 500 && PathForm().IsMatch(path);

    /// <summary>Null where the body holds what is expected, else what is there instead.</summary>
    public static string? Problem(ReadOnlyMemory<byte> body, JsonExpectation expected)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return "the body is not JSON";
        }

        using (document)
        {
            var steps = Steps().Matches(expected.Path);
            var found = new List<string>();
            Collect(document.RootElement, steps, 0, found);
            if (found.Count == 0)
                return $"nothing at {expected.Path}";
            if (expected.EqualTo is null || found.Contains(expected.EqualTo))
                return null;
            var shown = string.Join(", ", found.Take(3));
            return $"{expected.Path} is {(shown.Length > LongestShown ? shown[..LongestShown] + "..." : shown)}, not {expected.EqualTo}";
        }
    }

    private static void Collect(JsonElement element, MatchCollection steps, int at, List<string> found)
    {
        if (at == steps.Count)
        {
            found.Add(element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText());
            return;
        }

        var step = steps[at].Value;
        if (step == "[*]")
        {
            if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in element.EnumerateArray())
                    Collect(item, steps, at + 1, found);
            }
        }
        else if (step[0] == '[')
        {
            var index = int.Parse(step.AsSpan(1, step.Length - 2), CultureInfo.InvariantCulture);
            if (element.ValueKind == JsonValueKind.Array && index < element.GetArrayLength())
                Collect(element[index], steps, at + 1, found);
        }
        else if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(step, out var value))
        {
            Collect(value, steps, at + 1, found);
        }
    }

    [GeneratedRegex(@"\A(\[(\*|\d{1,6})\]|[^.\[\]\s]+)(\.[^.\[\]\s]+|\[(\*|\d{1,6})\])*\z", RegexOptions.CultureInvariant)]
    private static partial Regex PathForm();

    [GeneratedRegex(@"\[(?:\*|\d+)\]|[^.\[\]]+", RegexOptions.CultureInvariant)]
    private static partial Regex Steps();
}
