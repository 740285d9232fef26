using System.Text.Json;

namespace Supervision.Pbm.Cli;

/// <summary>What several hosts say of themselves (<c>cluster show</c>) as one table, in which those that do not answer have their line too.</summary>
internal sealed class ClusterTable
{
    private static readonly string[] _keys = ["state", "engines", "running", "ready", "failed", "uptime", "version", "host"];
    private readonly List<string[]> _rows = [["ADDRESS", .. _keys.Select(key => key.ToUpperInvariant())]];
    private int _up;

    public static bool IsMeant(IReadOnlyList<string> words) => words is ["cluster", "show"];

    public void Add(string address, RowSink rows)
    {
        if (rows.Rows.Count == 0)
        {
            _rows.Add([address, "unreachable", .. Enumerable.Repeat("-", _keys.Length - 2), rows.LastProblem ?? ""]);
            return;
        }
        _up++;
        foreach (string row in rows.Rows)
        {
            using var document = JsonDocument.Parse(row);
            _rows.Add([address, .. _keys.Select(key => Text(document.RootElement, key))]);
        }
    }

    public IEnumerable<string> Lines() => [.. TextTable.Lines(_rows), $"Count: {_up} of {_rows.Count - 1} hosts"];

    private static string Text(JsonElement row, string key) => row.TryGetProperty(key, out JsonElement value) ? value.ToString() : "-";
}
