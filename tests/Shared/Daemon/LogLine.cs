using System.Globalization;
using System.Text.Json;

namespace Supervision.Tests.Shared;

/// <summary>One line of the daemon's JSON log.</summary>
internal sealed record LogLine(JsonElement Json)
{
    public string Event => Text("event") ?? "";

    public string Level => Text("level") ?? "";

    public string Message => Text("message") ?? "";

    public string? Engine => Text("engine");

    public int? Pid => Json.TryGetProperty("pid", out JsonElement pid) ? pid.GetInt32() : null;

    public int? Attempt => Json.TryGetProperty("attempt", out JsonElement attempt) ? attempt.GetInt32() : null;

    public string? Text(string name) => Json.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    public double Number(string name) => Json.GetProperty(name).GetDouble();

    public DateTimeOffset Timestamp => DateTimeOffset.Parse(Text("timestamp")!, CultureInfo.InvariantCulture);

    public static LogLine Parse(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        return new LogLine(document.RootElement.Clone());
    }

    public override string ToString() => Json.GetRawText();
}
