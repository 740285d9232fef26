using System.Net;
using System.Net.Sockets;
using System.Text;
using Supervision.Control.Http.Server;

namespace Supervision.Control.Tests.Http.Server;

/// <summary>A server on a free port that tells of each request what it understood, and clients that send bytes.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly HttpServer _server;
    private readonly TaskCompletionSource _hold = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RawServer(HttpServerOptions options, Func<HttpExchange, Task>? handler)
    {
        _server = new HttpServer(options, handler ?? AnswerAsync);
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Address = (IPEndPoint)listener.LocalEndPoint!;
        _server.Listen(listener);
    }

    public IPEndPoint Address { get; }

    public HttpServer Server => _server;

    /// <summary>Paths that were asked for, in their order.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Completed when somebody asked for <c>/hold</c>, with whether it was given up by its client in the end.</summary>
    public TaskCompletionSource Held { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource GivenUp { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static RawServer Start(HttpServerOptions? options = null, Func<HttpExchange, Task>? handler = null) => new(options ?? new HttpServerOptions(), handler);

    public async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(Address);
        return socket;
    }

    /// <summary>Sends bytes, closes its half and reads to the end.</summary>
    public async Task<string> AskAsync(string text)
    {
        using Socket socket = await ConnectAsync();
        await SendAsync(socket, text);
        socket.Shutdown(SocketShutdown.Send);
        return await ReadAllAsync(socket);
    }

    public static async Task SendAsync(Socket socket, string text)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        for (int sent = 0; sent < bytes.Length;)
            sent += await socket.SendAsync(bytes.AsMemory(sent));
    }

    /// <summary>Reads until the server closes, in whichever way.</summary>
    public static async Task<string> ReadAllAsync(Socket socket)
    {
        var text = new StringBuilder();
        byte[] buffer = new byte[16 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer) is > 0 and var read)
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
        catch (SocketException)
        {
            text.Append("[reset]");
        }
        return text.ToString();
    }

    /// <summary>Reads until the text ends so.</summary>
    public static async Task<string> ReadUntilAsync(Socket socket, string end)
    {
        var text = new StringBuilder();
        byte[] one = new byte[1];
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal))
        {
            if (await socket.ReceiveAsync(one) == 0)
                return text + "[closed]";
            text.Append((char)one[0]);
        }
        return text.ToString();
    }

    public ValueTask DisposeAsync()
    {
        _hold.TrySetResult();
        return _server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpExchange exchange)
    {
        lock (Asked)
            Asked.Add(exchange.Path);
        switch (exchange.Path)
        {
            case "/throws":
                throw new InvalidOperationException("this handler throws");
            case "/throws-late":
                await exchange.BeginStreamAsync("text/plain");
                exchange.Piece.Write("begun"u8);
                await exchange.FlushAsync();
                throw new InvalidOperationException("this handler throws");
            case "/ignores":
                await exchange.SendAsync("ok"u8.ToArray(), "text/plain");
                return;
            case "/nothing":
                exchange.Status = 304;
                return;
            case "/large":
                await exchange.SendAsync(new byte[300_000], "application/octet-stream");
                return;
            case "/stream":
                await exchange.BeginStreamAsync("text/plain");
                foreach (string piece in new[] { "one", "two", new string('x', 5000) })
                {
                    exchange.Piece.Write(Encoding.ASCII.GetBytes(piece));
                    await exchange.FlushAsync();
                }
                return;
            case "/endless":
                await exchange.BeginStreamAsync("text/plain");
                while (true)
                {
                    exchange.Piece.Write(new byte[8192]);
                    await exchange.FlushAsync();
                    exchange.Aborted.ThrowIfCancellationRequested();
                }
            case "/hold":
                Held.TrySetResult();
                try
                {
                    await _hold.Task.WaitAsync(exchange.Aborted);
                }
                catch (OperationCanceledException)
                {
                    GivenUp.TrySetResult();
                    throw;
                }
                await exchange.SendAsync("held"u8.ToArray(), "text/plain");
                return;
        }
        byte[] body = await exchange.ReadBodyAsync();
        string text = $"{exchange.Method} {exchange.Path} host={exchange.Host} q={exchange.Query("q") ?? "-"} x={exchange.Header("x-test"u8)} body={Encoding.Latin1.GetString(body)}";
        await exchange.SendAsync(Encoding.Latin1.GetBytes(text), "text/plain");
    }
}
