using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Supervision.Pbm.Protocol;

namespace Supervision.Pbm;

/// <summary>Where a daemon listens: a TCP port, or a unix socket.</summary>
public sealed record PbmAddress
{
    private PbmAddress()
    {
    }

    /// <summary>What is asked where nothing else is named: <c>127.0.0.1:9110</c>.</summary>
    public static PbmAddress Default { get; } = Tcp("127.0.0.1", PbmProtocol.DefaultPort);

    /// <summary>Host name or address; null for a unix socket.</summary>
    public string? Host { get; private init; }

    /// <summary>TCP port; 0 for a unix socket.</summary>
    public int Port { get; private init; }

    /// <summary>Path of the unix socket; null for TCP.</summary>
    public string? Path { get; private init; }

    /// <summary>A TCP port.</summary>
    /// <param name="host">Host name or address.</param>
    /// <param name="port">1 to 65535.</param>
    public static PbmAddress Tcp(string host, int port) => new() { Host = host, Port = port };

    /// <summary>A unix socket.</summary>
    /// <param name="path">Its path.</param>
    public static PbmAddress Unix(string path) => new() { Path = path };

    /// <summary>Reads <c>HOST:PORT</c>, <c>[IPV6]:PORT</c>, <c>:PORT</c>, <c>/PATH</c>, <c>./PATH</c> or <c>unix:PATH</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Null where it is none of them.</returns>
    public static PbmAddress? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith("unix:", StringComparison.Ordinal) && text.Length > 5)
            return Unix(text[5..]);
        if (text.StartsWith('/') || text.StartsWith("./", StringComparison.Ordinal) || text.StartsWith("../", StringComparison.Ordinal))
            return Unix(text);
        int colon = text.LastIndexOf(':');
        if (colon < 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port) || port is < 1 or > 65535)
            return null;
        if (colon == 0)
            return Tcp("127.0.0.1", port);
        string host = text[..colon];
        bool bracketed = host.StartsWith('[') && host.EndsWith(']');
        if (bracketed)
            host = host[1..^1];
        UriHostNameType kind = Uri.CheckHostName(host);
        return kind == UriHostNameType.Unknown || (kind == UriHostNameType.IPv6) != bracketed ? null : Tcp(host, port);
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => Path ?? (Host!.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}");

    internal async Task<Socket> ConnectAsync(CancellationToken cancellation)
    {
        Socket socket = Path is null
            ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            EndPoint end = Path is { } path ? new UnixDomainSocketEndPoint(path)
                : IPAddress.TryParse(Host, out IPAddress? literal) ? new IPEndPoint(literal, Port)
                : new DnsEndPoint(Host!, Port);
            await socket.ConnectAsync(end, cancellation).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
