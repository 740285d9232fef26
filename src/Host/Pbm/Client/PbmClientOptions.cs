namespace Supervision.Pbm;

/// <summary>How a client connects; every member has a working default.</summary>
public sealed record PbmClientOptions
{
    /// <summary>The token; null, the default, for none.</summary>
    public string? Token { get; init; }

    /// <summary>How long connecting and saying hello may take. Default 5 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Clock. Default <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What the server is told of the client. Default <c>pbm</c>.</summary>
    public string Product { get; init; } = "pbm";
}
