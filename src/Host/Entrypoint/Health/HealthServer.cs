using System.Net;
using System.Net.Sockets;
using System.Text;
using Supervision.Control;
using Supervision.Control.Health;

namespace Supervision.Entrypoint.Health;

// Overview
// A handful of fixed answers to GET and HEAD, one request per connection: so little that a web server would be most of the file. What
// comes from outside is bounded: 8 KiB of head, five seconds, so many connections at a time; more of them wait in the kernel's queue.

/// <summary>Answers probes over HTTP/1.1 until it is disposed.</summary>
internal sealed class HealthServer : IDisposable
{
    private const int LongestHead = 8 * 1024;
    private const int MostConnections = 32;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _breath = TimeSpan.FromMilliseconds(100);

    private readonly Socket _listener;
    private readonly Func<HealthQuestion, Task<HealthAnswer>> _ask;
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationToken _ended;
    private int _connections;

    private HealthServer(Socket listener, Func<HealthQuestion, Task<HealthAnswer>> ask)
    {
        _listener = listener;
        _ask = ask;
        _ended = _end.Token;
        _ = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndPoint!;

    /// <summary>The listening socket's descriptor.</summary>
    public int Descriptor => (int)_listener.SafeHandle.DangerousGetHandle();

    /// <summary>Begins to listen.</summary>
    /// <param name="host">Name or address.</param>
    /// <param name="port">Port; 0 for a free one.</param>
    /// <param name="ask">Who knows the answers.</param>
    /// <param name="descriptor">A socket that listens there already; null to make one.</param>
    /// <exception cref="IOException">The address cannot be used.</exception>
    public static HealthServer Start(string host, int port, Func<HealthQuestion, Task<HealthAnswer>> ask, int? descriptor = null)
    {
        Socket? listener = null;
        try
        {
            if (descriptor is { } open)
                return new HealthServer(listener = new Socket(new SafeSocketHandle(open, ownsHandle: true)), ask);
            IPAddress address = IPAddress.TryParse(host, out IPAddress? literal) ? literal : Dns.GetHostAddresses(host)[0];
            listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(address, port));
            listener.Listen();
            return new HealthServer(listener, ask);
        }
        catch (SocketException error)
        {
            listener?.Dispose();
            throw ListenProblem.Of($"supervision.health.listen = {host}:{port}", error);
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket client = await AcceptOneAsync();
                while (Volatile.Read(ref _connections) >= MostConnections)
                    await Task.Delay(_breath, _ended);
                Interlocked.Increment(ref _connections);
                _ = ServeAsync(client);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            // The end of the server.
        }
    }

    private async Task<Socket> AcceptOneAsync()
    {
        while (true)
        {
            try
            {
                return await _listener.AcceptAsync(_ended);
            }
            catch (SocketException) when (!_ended.IsCancellationRequested)
            {
                // A client that left, or no descriptors left: not at full speed.
                await Task.Delay(_breath, _ended);
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(_ended);
        deadline.CancelAfter(_patience);
        try
        {
            using (client)
            {
                byte[] buffer = new byte[LongestHead];
                int length = 0;
                while (length < buffer.Length && !IsWhole(buffer.AsSpan(0, length)))
                {
                    int read = await client.ReceiveAsync(buffer.AsMemory(length), deadline.Token);
                    if (read == 0)
                        return;
                    length += read;
                }
                byte[] answer = await AnswerAsync(buffer.AsMemory(0, length));
                for (int sent = 0; sent < answer.Length;)
                    sent += await client.SendAsync(answer.AsMemory(sent), deadline.Token);
                // Closed in order: what the client still sends must not become a reset that takes the answer with it.
                client.Shutdown(SocketShutdown.Send);
                while (await client.ReceiveAsync(buffer, deadline.Token) > 0)
                {
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The client left or took too long; it asks again.
        }
        finally
        {
            Interlocked.Decrement(ref _connections);
        }
    }

    private async Task<byte[]> AnswerAsync(ReadOnlyMemory<byte> head)
    {
        if (!IsWhole(head.Span))
            return Render("431 Request Header Fields Too Large", "", true);
        string line = Encoding.Latin1.GetString(head.Span[..head.Span.IndexOf("\r\n"u8)]);
        if (line.Split(' ') is not [var method, var target, "HTTP/1.1" or "HTTP/1.0"])
            return Render("400 Bad Request", "", true);
        int query = target.IndexOf('?');
        HealthQuestion? question = (query < 0 ? target : target[..query]) switch
        {
            "/livez" => HealthQuestion.Live,
            "/readyz" or "/ping" => HealthQuestion.Ready,
            "/startupz" => HealthQuestion.Startup,
            _ => null,
        };
        if (question is not { } asked)
            return Render("404 Not Found", "try /livez, /readyz, /startupz or /ping\n", true);
        if (method is not ("GET" or "HEAD"))
            return Render("405 Method Not Allowed", "", true);
        HealthAnswer answer = await _ask(asked);
        return Render(answer.Good ? "200 OK" : "503 Service Unavailable", answer.Text, method == "GET");
    }

    private static bool IsWhole(ReadOnlySpan<byte> head) => head.IndexOf("\r\n\r\n"u8) >= 0;

    private static byte[] Render(string status, string body, bool withBody)
    {
        string allow = status.StartsWith("405", StringComparison.Ordinal) ? "Allow: GET, HEAD\r\n" : "";
        return Encoding.UTF8.GetBytes(
            $"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
            + $"Cache-Control: no-store\r\n{allow}Connection: close\r\n\r\n{(withBody ? body : "")}");
    }
}
