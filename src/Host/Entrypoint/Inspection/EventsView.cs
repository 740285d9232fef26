using System.Globalization;
using System.Text;
using System.Text.Json;
using Supervision.Actors.Journal;
using Supervision.Entrypoint.Output;

namespace Supervision.Entrypoint.Inspection;

/// <summary>What <c>events</c> prints.</summary>
internal static class EventsView
{
    private const int Batch = 64 * 1024;

    /// <summary>Fields that stand in front, or say nothing to people.</summary>
    private static readonly HashSet<string> Known = ["number", "event", "timestamp", "sequence", "engine", "group", "pid", "attempt", "from", "to"];

    /// <summary>Prints files; returns the exit code.</summary>
    public static int Show(IReadOnlyList<string> files, bool json, IByteTarget output, IByteTarget error)
    {
        var code = 0;
        foreach (string file in files)
        {
            var text = new StringBuilder();
            void Print()
            {
                output.Write(Encoding.UTF8.GetBytes(text.ToString()));
                text.Clear();
            }

            try
            {
                JournalReading reading = JournalReading.Read(file, entry =>
                {
                    text.Append(json ? entry.Json : Line(entry.Json)).Append('\n');
                    if (text.Length > Batch)
                        Print();
                });
                Print();
                if (!reading.IsJournal)
                {
                    Complain($"{file} is no journal");
                    code = ExitCodes.Usage;
                }
                else if (reading.Damaged > 0)
                    Complain($"{file}: damaged records: {reading.Damaged.ToString(CultureInfo.InvariantCulture)}");
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                Complain(problem.Message);
                code = ExitCodes.Usage;
            }
        }

        return code;

        void Complain(string line) => error.Write(Encoding.UTF8.GetBytes($"supervision: {line}\n"));
    }

    /// <summary><c>2026-01-02T10:15:09.481Z engine-exited vllm[1234] attempt 2: failure={...}</c></summary>
    private static string Line(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        var line = new StringBuilder();
        if (root.TryGetProperty("timestamp", out JsonElement timestamp) && timestamp.TryGetDateTimeOffset(out DateTimeOffset time))
            line.Append(time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)).Append(' ');
        line.Append(root.TryGetProperty("event", out JsonElement name) ? name.GetString() : "unknown");
        if (root.TryGetProperty("engine", out JsonElement engine))
        {
            line.Append(' ').Append(engine.GetString());
            if (root.TryGetProperty("pid", out JsonElement pid))
                line.Append('[').Append(pid.GetRawText()).Append(']');
            if (root.TryGetProperty("attempt", out JsonElement attempt))
                line.Append(" attempt ").Append(attempt.GetRawText());
        }
        else if (root.TryGetProperty("group", out JsonElement group))
            line.Append(' ').Append(group.GetString());

        string separator = ": ";
        foreach (JsonProperty field in root.EnumerateObject())
        {
            if (Known.Contains(field.Name) && (field.Name != "pid" || root.TryGetProperty("engine", out _)))
                continue;
            line.Append(separator).Append(field.Name).Append('=').Append(field.Value.GetRawText());
            separator = ", ";
        }

        return line.ToString();
    }
}
