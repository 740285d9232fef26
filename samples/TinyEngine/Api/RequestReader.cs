using System.Text;
using System.Text.Json;
using TinyEngine.Model;
using TinyEngine.Serving;
using TinyEngine.Settings;

namespace TinyEngine.Api;

/// <summary>Checks a request and turns it into work for the core. Throws ApiException naming the field.</summary>
internal sealed class RequestReader(EngineSettings settings)
{
    private const int DefaultMaxTokens = 16;
    private const int MostStops = 4;

    public void CheckModel(string? model)
    {
        if (model is not null && !settings.Names.Contains(model))
            throw ApiException.NotFound($"the model '{model}' does not exist; this engine serves {string.Join(", ", settings.Names)}", "model");
    }

    public GenerationRequest Completion(CompletionRequest body, NGramModel model) =>
        Read(body, model, Prompt(body.Prompt), body.MaxTokens ?? DefaultMaxTokens);

    /// <summary>The chat template: the contents of all messages, one after the other; the model goes on where the last one ends.</summary>
    public GenerationRequest Chat(CompletionRequest body, NGramModel model)
    {
        if (body.Messages is not { Count: > 0 } messages)
            throw ApiException.BadRequest("messages: must hold at least one message", "messages");
        var prompt = new StringBuilder();
        foreach (ChatMessage? message in messages)
        {
            if (message?.Role is not ("system" or "developer" or "user" or "assistant" or "tool"))
                throw ApiException.BadRequest("messages: every role must be system, developer, user, assistant or tool", "messages");
            prompt.Append(prompt.Length == 0 ? "" : " ").Append(Content(message.Content));
        }

        return Read(body, model, prompt.ToString(), body.MaxCompletionTokens ?? body.MaxTokens);
    }

    private GenerationRequest Read(CompletionRequest body, NGramModel model, string prompt, int? maxTokens)
    {
        if (body.N is not (null or 1))
            throw ApiException.BadRequest("n: this engine makes exactly 1 choice", "n");
        if (body.Temperature is { } temperature && temperature is not (>= 0 and <= 2))
            throw ApiException.BadRequest($"temperature: must be from 0 to 2, not {temperature}", "temperature");
        if (body.TopP is { } topP && topP is not (> 0 and <= 1))
            throw ApiException.BadRequest($"top_p: must be above 0 and at most 1, not {topP}", "top_p");
        if (maxTokens is < 1)
            throw ApiException.BadRequest($"max_tokens: must be at least 1, not {maxTokens}", "max_tokens");
        if (body.StreamOptions is not null && body.Stream is not true)
            throw ApiException.BadRequest("stream_options: only with stream", "stream_options");
        int[] tokens = model.Encode(prompt);
        if (tokens.Length == 0)
            throw ApiException.BadRequest("the prompt is empty", body.Messages is null ? "prompt" : "messages");
        int room = settings.MaxModelLength - tokens.Length;
        if (room < 1 || maxTokens > room)
        {
            throw ApiException.BadRequest(
                $"the prompt has {tokens.Length} tokens and max_tokens is {maxTokens ?? 1}, more than max-model-len ({settings.MaxModelLength}) together",
                "max_tokens");
        }

        var sampling = new Sampling(body.Temperature ?? 1, body.TopP ?? 1, body.Seed);
        return new GenerationRequest(tokens, maxTokens ?? room, sampling, Stops(body.Stop), body.IgnoreEos ?? false);
    }

    private static string Prompt(JsonElement? prompt) => prompt switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() == 1 && list[0].ValueKind == JsonValueKind.String => list[0].GetString()!,
        null => throw ApiException.BadRequest("prompt: missing", "prompt"),
        _ => throw ApiException.BadRequest("prompt: must be a string or a list of one string", "prompt"),
    };

    private static string Content(JsonElement? content)
    {
        if (content is { ValueKind: JsonValueKind.String } text)
            return text.GetString()!;
        if (content is not { ValueKind: JsonValueKind.Array } parts)
            throw ApiException.BadRequest("messages: content must be a string or a list of text parts", "messages");
        var all = new StringBuilder();
        foreach (JsonElement part in parts.EnumerateArray())
        {
            if (part.ValueKind != JsonValueKind.Object || !part.TryGetProperty("text", out JsonElement value) || value.ValueKind != JsonValueKind.String)
                throw ApiException.BadRequest("messages: only parts of type text are understood", "messages");
            all.Append(value.GetString());
        }

        return all.ToString();
    }

    private static IReadOnlyList<string> Stops(JsonElement? stop)
    {
        if (stop is null)
            return [];
        List<JsonElement> items = stop.Value.ValueKind == JsonValueKind.Array ? [.. stop.Value.EnumerateArray()] : [stop.Value];
        if (items.Count > MostStops || items.Any(i => i.ValueKind != JsonValueKind.String || i.GetString() is not { Length: > 0 }))
            throw ApiException.BadRequest($"stop: must be a string or a list of at most {MostStops}, none empty", "stop");
        return [.. items.Select(i => i.GetString()!)];
    }
}
