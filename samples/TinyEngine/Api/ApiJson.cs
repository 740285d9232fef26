using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TinyEngine.Api;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CompletionRequest))]
[JsonSerializable(typeof(CompletionResponse))]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(VersionBody))]
[JsonSerializable(typeof(FaultRequest))]
[JsonSerializable(typeof(FaultAnswer))]
[JsonSerializable(typeof(FaultList))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Answers are JSON over HTTP, never pasted into a page: quotes and apostrophes stay readable.</summary>
    public static ApiJson Instance { get; } = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        MaxDepth = 32,
    });
}
