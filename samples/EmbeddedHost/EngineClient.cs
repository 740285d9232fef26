using System.Text.Json;

namespace EmbeddedHost;

/// <summary>Asks the engine over its OpenAI interface.</summary>
internal sealed class EngineClient(HttpClient http)
{
    public async Task<string> CompleteAsync(string prompt, CancellationToken cancellation)
    {
        var request = new Dictionary<string, object> { ["prompt"] = prompt, ["max_tokens"] = 20, ["seed"] = 1 };
        using var response = await http.PostAsJsonAsync("/v1/completions", request, cancellation);
        response.EnsureSuccessStatusCode();
        using var answer = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellation), cancellationToken: cancellation);
        return prompt + answer.RootElement.GetProperty("choices")[0].GetProperty("text").GetString();
    }
}
