using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace TinyEngine.Tests;

/// <summary>What a client of the engine does, in few words.</summary>
internal static class EngineClient
{
    public static async Task<HttpStatusCode> HealthAsync(this EngineProcess engine)
    {
        using HttpResponseMessage answer = await engine.Client.GetAsync("/health");
        return answer.StatusCode;
    }

    public static async Task<JsonElement> GetJsonAsync(this EngineProcess engine, string path) =>
        JsonDocument.Parse(await engine.Client.GetStringAsync(path)).RootElement;

    public static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(this EngineProcess engine, string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await engine.Client.PostAsync(path, content);
        string text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    public static async Task<string> CompleteAsync(this EngineProcess engine, string json)
    {
        (HttpStatusCode status, JsonElement body) = await engine.PostAsync("/v1/completions", json);
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        return body.GetProperty("choices")[0].GetProperty("text").GetString()!;
    }

    /// <summary>The payload of every event of a stream, in order.</summary>
    public static async Task<IReadOnlyList<string>> StreamAsync(this EngineProcess engine, string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await engine.Client.PostAsync(path, content);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        string all = await answer.Content.ReadAsStringAsync();
        Assert.EndsWith("\n\n", all);
        return [.. all.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(e => e["data: ".Length..])];
    }

    /// <summary>One sample of /metrics; <paramref name="label"/> narrows it where a name has several.</summary>
    public static async Task<double> MetricAsync(this EngineProcess engine, string name, string label = "")
    {
        string all = await engine.Client.GetStringAsync("/metrics");
        string line = all.Split('\n').Single(l => l.StartsWith(name + "{", StringComparison.Ordinal) && l.Contains(label, StringComparison.Ordinal));
        return double.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture);
    }

    public static async Task FaultAsync(this EngineProcess engine, string json)
    {
        (HttpStatusCode status, JsonElement body) = await engine.PostAsync("/control/fault", json);
        Assert.True(status == HttpStatusCode.Accepted, body.ToString());
    }
}
