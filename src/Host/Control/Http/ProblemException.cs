namespace Supervision.Control.Http;

/// <summary>A request that is answered by problem details; thrown by what reads requests, and never leaves the server.</summary>
internal sealed class ProblemException(int status, string title, string detail) : Exception(detail)
{
    public int Status { get; } = status;

    public string Title { get; } = title;

    public static ProblemException BadRequest(string detail) => new(400, "Bad request", detail);

    public static ProblemException NotFound(string detail) => new(404, "Not found", detail);
}
