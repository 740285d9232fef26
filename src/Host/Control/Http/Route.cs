namespace Supervision.Control.Http;

/// <summary>One thing that the API does.</summary>
/// <param name="method">GET (which answers HEAD as well), PUT or POST.</param>
/// <param name="template">The path, with names in braces for one segment each.</param>
/// <param name="handle">Answers.</param>
internal sealed class Route(string method, string template, Func<ControlRequest, Task> handle)
{
    private readonly string[] _segments = template.Split('/');

    public string Method => method;

    public string Template => template;

    public Func<ControlRequest, Task> Handle => handle;

    /// <summary>Whether it is answered without credentials.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether an <c>Idempotency-Key</c> makes a repeated request have the first one's answer.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>The parameters that may stand behind a question mark; null where whatever stands there is passed over.</summary>
    public string[]? Query { get; init; } = [];

    /// <summary>Whether a path is of this route.</summary>
    /// <param name="segments">The path, split at its slashes, not decoded.</param>
    public bool Fits(string[] segments)
    {
        if (segments.Length != _segments.Length)
        {
            return false;
        }

        for (var i = 0; i < segments.Length; i++)
        {
            if (NameOf(i) is null ? _segments[i] != segments[i] : segments[i].Length == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The values of the names in a path that fits.</summary>
    /// <param name="segments">The path, split at its slashes, not decoded.</param>
    public Dictionary<string, string> ValuesOf(string[] segments)
    {
        Dictionary<string, string> values = [];
        for (var i = 0; i < segments.Length; i++)
        {
            if (NameOf(i) is { } name)
            {
                values[name] = Uri.UnescapeDataString(segments[i]);
            }
        }

        return values;
    }

    private string? NameOf(int segment) => _segments[segment] is ['{', .. var name, '}'] ? name : null;
}
