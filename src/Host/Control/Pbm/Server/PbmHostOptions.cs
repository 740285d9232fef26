using System.Collections.Immutable;

namespace Supervision.Control.Pbm;

/// <summary>How a pbm server listens, and its limits; every member has a default, and without an address it does not listen at all.</summary>
public sealed record PbmHostOptions
{
    /// <summary>
    /// Paths for a unix socket that only its owner and root may connect to; the first that can be listened at is taken. Empty, the default, for none.
    /// A file that was left behind there is replaced.
    /// </summary>
    public ImmutableArray<string> UnixPaths { get; init; } = [];

    /// <summary>Whether it is no error that none of the paths can be listened at. Default false.</summary>
    public bool UnixOptional { get; init; }

    /// <summary>Address of the TCP listener: a name, an address, or <c>0.0.0.0</c>; null, the default, for none.</summary>
    public string? Host { get; init; }

    /// <summary>Its port; 0 for any that is free. Default 9110.</summary>
    public int Port { get; init; } = 9110;

    /// <summary>The token that clients on TCP have to know; null, the default, for none. The unix socket needs none.</summary>
    public string? Token { get; init; }

    /// <summary>Product and version that clients are told. Default <c>supervision</c>.</summary>
    public string Product { get; init; } = "supervision";

    /// <summary>Connections at a time, 1 or more; more are refused. Default 512.</summary>
    public int MaxConnections { get; init; } = 512;

    /// <summary>Commands at a time on one connection, 1 or more; more are refused. Default 16.</summary>
    public int MaxCommands { get; init; } = 16;

    /// <summary>Characters of answers that may wait for one connection, 4096 or more, before what produces them has to wait. Default 256 Ki.</summary>
    public int Buffer { get; init; } = 256 * 1024;

    /// <summary>How long a client may take nothing of what is sent to it before it is cut off. Default 30 s.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a client may take to say hello. Default 5 s.</summary>
    public TimeSpan HelloTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Clock. Default <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
