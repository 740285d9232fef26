using Supervision.Actors.Settings;

namespace Supervision.Control.Http;

/// <summary>How the HTTP server is opened.</summary>
public sealed record HttpControlOptions
{
    /// <summary>Addresses, credentials and certificate. What would let strangers in is refused at the start, as in the configuration.</summary>
    public required ControlSettings Settings { get; init; }

    /// <summary>Port to listen on instead of the one in <see cref="Settings"/>; 0 for a free one, null, the default, for that one.</summary>
    public int? Port { get; init; }

    /// <summary>Whether somebody asked for the end: then the host is no longer ready. Null, the default, asks the tree alone.</summary>
    public Func<bool>? Stopping { get; init; }

    /// <summary>How many connections there may be at a time, at least 1. Default 1000.</summary>
    public int MostConnections { get; init; } = 1000;
}
