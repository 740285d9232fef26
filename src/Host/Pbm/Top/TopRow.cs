using System.Text.Json;

namespace Supervision.Pbm.Top;

/// <summary>One engine of a <see cref="TopSnapshot"/>; what is not known is null or empty.</summary>
internal sealed record TopRow(
    string Name, string Group, string State, string Ready, int? Pid, double? UptimeSeconds, int Restarts, double? Cpu, long? Memory, long? GpuMemory,
    string Progress, string Note)
{
    public static TopRow Of(JsonElement row) => new(
        Text(row, "name"), Text(row, "group"), Text(row, "state"), Text(row, "ready"), (int?)Number(row, "pid"), Number(row, "uptime"),
        (int)(Number(row, "restarts") ?? 0), Number(row, "cpu"), (long?)Number(row, "memory"), (long?)Number(row, "gpu-memory"),
        Text(row, "progress"), Text(row, "note"));

    public static string Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    public static double? Number(JsonElement row, string name) =>
        row.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
