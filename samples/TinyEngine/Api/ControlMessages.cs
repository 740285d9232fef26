namespace TinyEngine.Api;

/// <summary>A fault over HTTP: the same three parts as on the command line; When counts from now and is "0s" unless given.</summary>
internal sealed record FaultRequest
{
    public string? Kind { get; init; }

    public string? Arg { get; init; }

    public string? When { get; init; }
}

internal sealed record FaultAnswer(string Fault);

internal sealed record FaultList(IReadOnlyList<string> Active, IReadOnlyList<string> Armed);
