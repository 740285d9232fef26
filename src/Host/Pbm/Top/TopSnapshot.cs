using System.Collections.Immutable;
using System.Text.Json;

namespace Supervision.Pbm.Top;

/// <summary>What <c>engine top</c> sends, once per interval.</summary>
internal sealed record TopSnapshot(
    string Host, string Version, string Uptime, double? Cpu, long? Memory, ImmutableArray<TopRow> Rows)
{
    /// <exception cref="JsonException">It is no such object.</exception>
    public static TopSnapshot Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("engines", out JsonElement engines) || engines.ValueKind != JsonValueKind.Array)
            throw new JsonException("no engines");
        return new TopSnapshot(
            TopRow.Text(root, "host"), TopRow.Text(root, "version"), TopRow.Text(root, "uptime"), TopRow.Number(root, "cpu"),
            (long?)TopRow.Number(root, "memory"), [.. engines.EnumerateArray().Select(TopRow.Of)]);
    }
}
