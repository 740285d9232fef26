using System.Text.Json;

namespace TinyEngine.Api;

/// <summary>The fields of both completion endpoints that this engine honours; all others are ignored.</summary>
internal sealed record CompletionRequest
{
    public string? Model { get; init; }

    public JsonElement? Prompt { get; init; }

    public IReadOnlyList<ChatMessage?>? Messages { get; init; }

    public int? MaxTokens { get; init; }

    public int? MaxCompletionTokens { get; init; }

    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    public long? Seed { get; init; }

    public JsonElement? Stop { get; init; }

    public bool? Stream { get; init; }

    public StreamOptions? StreamOptions { get; init; }

    public int? N { get; init; }

    public bool? IgnoreEos { get; init; }
}

internal sealed record ChatMessage
{
    public string? Role { get; init; }

    public JsonElement? Content { get; init; }
}

internal sealed record StreamOptions
{
    public bool? IncludeUsage { get; init; }
}
