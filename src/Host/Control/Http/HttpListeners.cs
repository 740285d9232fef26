// Overview
// The unix socket is bound, given its mode, and only then listens, so that nobody gets in between; a socket file that nobody answers at is a dead
// daemon's and is replaced. What an address cannot be used for is said with the setting that names it, and with what helps.
using System.Net;
using System.Net.Sockets;
using Supervision.Actors.Settings;
using Supervision.Pbm;

namespace Supervision.Control.Http;

/// <summary>The open sockets of the HTTP server. Clients that come before they are served wait.</summary>
internal sealed class HttpListeners : IDisposable
{
    private const int Backlog = 512;

    private HttpListeners()
    {
    }

    /// <summary>Listens over TCP; null where nobody wants it.</summary>
    public Socket? Tcp { get; private set; }

    /// <summary>Listens on the unix socket, whose file goes with it; null where nobody wants it.</summary>
    public Socket? Unix { get; private set; }

    /// <summary>Opens them.</summary>
    /// <param name="settings">Where.</param>
    /// <param name="tcp">The address found for the name in the settings; null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IOException">An address cannot be listened at.</exception>
    public static async Task<HttpListeners> OpenAsync(ControlSettings settings, IPEndPoint? tcp, CancellationToken cancellation)
    {
        var listeners = new HttpListeners();
        try
        {
            if (tcp is not null)
            {
                listeners.OpenTcp(settings, tcp);
            }

            if (settings.UnixPath is { } path)
            {
                await RemoveStaleAsync(path, cancellation).ConfigureAwait(false);
                listeners.OpenUnix(path, settings.UnixMode);
            }

            return listeners;
        }
        catch
        {
            listeners.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Tcp?.Dispose();
        Unix?.Dispose();
    }

    private void OpenTcp(ControlSettings settings, IPEndPoint address)
    {
        try
        {
            Tcp = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (address.Address.Equals(IPAddress.IPv6Any))
            {
                // Every address, not only every one of the newer kind.
                Tcp.DualMode = true;
            }

            Tcp.Bind(address);
            Tcp.Listen(Backlog);
        }
        catch (SocketException error)
        {
            throw ListenProblem.Of($"supervision.control.http.listen = {settings.HttpHost}:{address.Port}", error);
        }
    }

    private void OpenUnix(string path, int mode)
    {
        try
        {
            Unix = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            Unix.Bind(new UnixDomainSocketEndPoint(path));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, (UnixFileMode)mode);
            }

            Unix.Listen(Backlog);
        }
        catch (Exception error) when (error is SocketException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new IOException($"supervision.control.unix.path = {path}: {FileProblem.Of(error)}; its folder must be there and be writable, and the path short", error);
        }
    }

    private static async Task RemoveStaleAsync(string path, CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            return;
        }

        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation).ConfigureAwait(false);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionRefused)
        {
            // A regular file refuses as well; it is somebody's.
            if (new FileInfo(path) is { Length: 0, LinkTarget: null } file && (file.Attributes & (FileAttributes.Directory | FileAttributes.Device)) == 0)
            {
                file.Delete();
                return;
            }
        }
        catch (SocketException error)
        {
            throw new IOException($"supervision.control.unix.path = {path}: {error.Message}", error);
        }

        throw new IOException($"supervision.control.unix.path = {path}: somebody listens there, or it is no socket");
    }
}
