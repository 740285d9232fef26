namespace TinyEngine.Api;

/// <summary>A request that cannot be served, in the shape that OpenAI's clients expect.</summary>
internal sealed record ErrorBody(ErrorDetail Error);

internal sealed record ErrorDetail(string Message, string Type, string? Param, int Code);

/// <summary>Ends a request with an error answer.</summary>
internal sealed class ApiException(int status, string type, string message, string? param = null) : Exception(message)
{
    public int Status => status;

    public ErrorBody Body => new(new ErrorDetail(Message, type, param, status));

    public static ApiException BadRequest(string message, string? param = null) => new(400, "BadRequestError", message, param);

    public static ApiException NotFound(string message, string? param = null) => new(404, "NotFoundError", message, param);

    public static ApiException Unavailable(string message) => new(503, "ServiceUnavailableError", message);
}
