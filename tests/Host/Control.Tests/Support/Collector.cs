using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading.Channels;

namespace Supervision.Control.Tests.Support;

/// <summary>A collector of telemetry that keeps what it is sent, and answers as it is told.</summary>
internal sealed class Collector : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Channel<Request> _requests = Channel.CreateUnbounded<Request>();

    public Collector(int? port = null, Func<Request, int>? answer = null)
    {
        Port = port ?? FreePort();
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _ = ServeAsync(answer ?? (static _ => 200));
    }

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>The next request to a path for which something holds.</summary>
    public async Task<JsonElement> NextAsync(string path, Func<JsonElement, bool>? holds = null)
    {
        while (true)
        {
            var request = await _requests.Reader.ReadAsync();
            if (request.Path == path && holds?.Invoke(request.Body) != false)
                return request.Body;
        }
    }

    public ValueTask<Request> NextAsync() => _requests.Reader.ReadAsync();

    public void Dispose() => _listener.Close();

    private async Task ServeAsync(Func<Request, int> answer)
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var body = await JsonDocument.ParseAsync(context.Request.InputStream);
                var request = new Request(
                    context.Request.Url!.AbsolutePath, context.Request.ContentType, context.Request.Headers["authorization"], body.RootElement.Clone());
                context.Response.StatusCode = answer(request);
                context.Response.Close();
                _requests.Writer.TryWrite(request);
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    internal sealed record Request(string Path, string? ContentType, string? Authorization, JsonElement Body);
}
