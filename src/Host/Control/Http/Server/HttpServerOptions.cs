namespace Supervision.Control.Http.Server;

/// <summary>What clients may cost. Everything that comes from outside has its bound here.</summary>
internal sealed record HttpServerOptions
{
    /// <summary>Connections at a time; further ones are told 503.</summary>
    public int MostConnections { get; init; } = 1000;

    /// <summary>Bytes of a request line, without its end; more is answered by 414.</summary>
    public int LongestLine { get; init; } = 8 * 1024;

    /// <summary>Bytes of all header fields; more is answered by 431.</summary>
    public int LongestHead { get; init; } = 32 * 1024;

    /// <summary>Header fields; more is answered by 431.</summary>
    public int MostFields { get; init; } = 100;

    /// <summary>Bytes of a body; more is answered by 413.</summary>
    public int LongestBody { get; init; } = 1024 * 1024;

    /// <summary>From the first byte of a head to its end, and from a connection to its first request.</summary>
    public TimeSpan HeadPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From one request to the next.</summary>
    public TimeSpan IdlePatience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>For a body, and a second more for each <see cref="SlowestBody"/> bytes of it.</summary>
    public TimeSpan BodyPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes a second.</summary>
    public int SlowestBody { get; init; } = 1024;

    /// <summary>For a client to take a piece of an answer.</summary>
    public TimeSpan WritePatience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>For a client to take a piece of a stream, which may come slowly.</summary>
    public TimeSpan StreamPatience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>From the end of what a client sends, or of the last answer, until it counts as gone.</summary>
    public TimeSpan LeavePatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What is under way when the server stops has this long.</summary>
    public TimeSpan Farewell { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>With it TCP connections speak TLS.</summary>
    public ServerTls? Tls { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
