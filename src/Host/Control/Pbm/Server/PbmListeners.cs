using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Supervision.Control.Pbm;

/// <summary>The open sockets of a pbm server. Clients that come before a <see cref="PbmHost"/> serves them wait.</summary>
public sealed class PbmListeners : IDisposable
{
    private const int Backlog = 256;
    private readonly List<(Socket Socket, string? UnixPath)> _sockets = [];
    private UnixListener? _unix;

    private PbmListeners()
    {
    }

    /// <summary>Where they listen: <c>127.0.0.1:9110</c>, or the path of a socket.</summary>
    public ImmutableArray<string> Endpoints { get; private set; } = [];

    internal IEnumerable<(Socket Socket, string? UnixPath)> Sockets => _sockets;

    /// <summary>Opens them, for who must know that he has the addresses before he starts a tree.</summary>
    /// <param name="options">Where.</param>
    /// <exception cref="IOException">An address cannot be listened at.</exception>
    public static PbmListeners Open(PbmHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var listeners = new PbmListeners();
        try
        {
            if (options.Host is { } host)
                listeners.OpenTcp(host, options.Port);
            if (!options.UnixPaths.IsEmpty)
                listeners.OpenUnix(options);
            listeners.Endpoints = [.. listeners._sockets.OrderBy(one => one.UnixPath is null).Select(one => one.UnixPath ?? one.Socket.LocalEndPoint!.ToString()!)];
            return listeners;
        }
        catch
        {
            listeners.Dispose();
            throw;
        }
    }

    /// <summary>Closes them; the file of the unix socket goes.</summary>
    public void Dispose()
    {
        foreach (var (socket, path) in _sockets)
            if (path is null)
                socket.Dispose();
        if (!OperatingSystem.IsWindows())
            _unix?.Dispose();
    }

    private void OpenUnix(PbmHostOptions options)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("a unix socket with its owner's rights needs another system");
        IOException? last = null;
        foreach (string path in options.UnixPaths)
        {
            try
            {
                _unix = UnixListener.Listen(path, Backlog);
                _sockets.Add((_unix.Socket, path));
                return;
            }
            catch (IOException error)
            {
                last = error;
            }
        }
        if (!options.UnixOptional)
            throw last!;
    }

    private void OpenTcp(string host, int port)
    {
        try
        {
            // Both families, where a name such as localhost has both.
            foreach (IPAddress address in IPAddress.TryParse(host, out IPAddress? literal) ? [literal] : Dns.GetHostAddresses(host))
            {
                var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                _sockets.Add((socket, null));
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                socket.Bind(new IPEndPoint(address, port));
                socket.Listen(Backlog);
            }
        }
        catch (SocketException error)
        {
            throw ListenProblem.Of($"supervision.control.pbm: cannot listen at {host}:{port}", error);
        }
    }
}
