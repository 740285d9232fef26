using System.Net;
using System.Net.Sockets;

namespace TinyEngine.Processes;

/// <summary>The address that the engine serves. Bound by ourselves rather than by the web server, so that a fault can leave it behind.</summary>
internal sealed class EnginePort(string host, int port)
{
    private const int Backlog = 512;

    private Socket? _bound;

    public string Name => $"{(host.Contains(':') ? $"[{host}]" : host)}:{(_bound?.LocalEndPoint as IPEndPoint)?.Port ?? port}";

    public IPEndPoint EndPoint => (IPEndPoint)(_bound?.LocalEndPoint ?? throw new InvalidOperationException("not bound"));

    /// <summary>Throws SocketException: address in use, not ours, not permitted, or host not found.</summary>
    public Socket Bind() => _bound = Bind(port);

    /// <summary>A listening socket for a child: a new one on <paramref name="number"/>, or for 0 the engine's own (bound now if need be).</summary>
    public HeldSocket Hold(int number)
    {
        if (number == 0 && _bound is { } own)
            return new HeldSocket(own.SafeHandle, own.LocalEndPoint!, null);
        Socket socket = Bind(number == 0 ? port : number);
        socket.Listen(Backlog);
        return new HeldSocket(socket.SafeHandle, socket.LocalEndPoint!, socket);
    }

    private Socket Bind(int number)
    {
        IPAddress address = IPAddress.TryParse(host, out IPAddress? parsed) ? parsed
            : host == "localhost" ? IPAddress.Loopback
            : Dns.GetHostAddresses(host)[0];
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, number));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
