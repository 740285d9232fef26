using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TinyEngine.Api;

/// <summary>Reading and writing JSON bodies, with errors that name the field.</summary>
internal static class Body
{
    public static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted)
                ?? throw ApiException.BadRequest("the body is null; it must be a JSON object");
        }
        catch (JsonException e)
        {
            // "$.max_tokens" -> "max_tokens"; a bare "$" is the whole body.
            string? field = e.Path is { Length: > 2 } path ? path[2..] : null;
            throw ApiException.BadRequest(
                field is null ? "the body is not a valid JSON object of the expected shape" : $"{field}: not valid JSON, or not a value of the expected type", field);
        }
        catch (BadHttpRequestException e)
        {
            throw new ApiException(e.StatusCode, "BadRequestError", e.Message);
        }
    }

    public static async Task WriteAsync<T>(HttpContext context, int status, T value, JsonTypeInfo<T> type)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(value, type);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    public static Task ErrorAsync(HttpContext context, ApiException error) =>
        WriteAsync(context, error.Status, error.Body, ApiJson.Instance.ErrorBody);
}
