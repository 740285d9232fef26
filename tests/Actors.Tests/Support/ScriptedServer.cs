using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Supervision.Actors.Tests.Support;

/// <summary>An HTTP server of a few lines; the test says what it answers while it runs.</summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly Socket _listener;
    private int _now;

    /// <param name="path">A unix socket's path; null for a TCP port.</param>
    public ScriptedServer(string? path = null)
    {
        _listener = path is null
            ? new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(path is null ? new IPEndPoint(IPAddress.Loopback, 0) : new UnixDomainSocketEndPoint(path));
        _listener.Listen(100);
        Port = (_listener.LocalEndPoint as IPEndPoint)?.Port ?? 0;
        _ = ServeAsync();
    }

    public int Port { get; }

    /// <summary>Status and body for a request's text; a null body is no answer at all.</summary>
    public Func<string, (int Status, string? Body)> Answer { get; set; } = _ => (200, "");

    /// <summary>How long an answer takes.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>The text of the last request.</summary>
    public string LastRequest { get; private set; } = "";

    /// <summary>Most requests at the same time so far.</summary>
    public int MostAtOnce { get; private set; }

    public Uri At(string path) => new($"http://127.0.0.1:{Port}{path}");

    /// <summary>What a server at this port would answer with no listener: nobody.</summary>
    public static int ClosedPort()
    {
        using var server = new ScriptedServer();
        return server.Port;
    }

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await _listener.AcceptAsync());
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task AnswerAsync(Socket client)
    {
        using (client)
        {
            try
            {
                var buffer = new byte[16 * 1024];
                var length = await client.ReceiveAsync(buffer);
                MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _now));
                LastRequest = Encoding.ASCII.GetString(buffer, 0, length);
                await Task.Delay(Delay);
                var (status, body) = Answer(LastRequest);
                if (body is null)
                {
                    // Until the client gives up.
                    while (await client.ReceiveAsync(buffer) > 0)
                    {
                    }

                    return;
                }

                Interlocked.Decrement(ref _now);
                var bytes = Encoding.UTF8.GetBytes(body);
                await client.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n\r\n"));
                await client.SendAsync(bytes);
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // The client went away.
            }
        }
    }
}
