using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Supervision.Actors.Journal;

/// <summary>Records of the journal for people.</summary>
public static class JournalText
{
    /// <summary>Fields that stand in front, or say nothing to people.</summary>
    private static readonly HashSet<string> _known = ["number", "event", "timestamp", "sequence", "engine", "group", "pid", "attempt", "from", "to"];

    /// <summary>One line, as <c>2026-01-02T10:15:09.481Z engine-exited vllm[1234] attempt 2: failure={...}</c>.</summary>
    /// <param name="json">The record's JSON.</param>
    /// <exception cref="JsonException">It is none.</exception>
    public static string Line(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var line = new StringBuilder();
        if (root.TryGetProperty("timestamp", out var timestamp) && timestamp.TryGetDateTimeOffset(out var time))
        {
            line.Append(time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)).Append(' ');
        }

        line.Append(root.TryGetProperty("event", out var name) ? name.GetString() : "unknown");
        if (root.TryGetProperty("engine", out var engine))
        {
            line.Append(' ').Append(engine.GetString());
            if (root.TryGetProperty("pid", out var pid))
            {
                line.Append('[').Append(pid.GetRawText()).Append(']');
            }

            if (root.TryGetProperty("attempt", out var attempt))
            {
                line.Append(" attempt ").Append(attempt.GetRawText());
            }
        }
        else if (root.TryGetProperty("group", out var group))
        {
            line.Append(' ').Append(group.GetString());
        }

        var separator = ": ";
        foreach (var field in root.EnumerateObject())
        {
            if (_known.Contains(field.Name) && (field.Name != "pid" || root.TryGetProperty("engine", out _)))
            {
                continue;
            }

            line.Append(separator).Append(field.Name).Append('=').Append(field.Value.GetRawText());
            separator = ", ";
        }

        return line.ToString();
    }
}
