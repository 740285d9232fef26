// Overview
// Each listener has a loop that takes connections, each connection a loop of its own; none has a thread. What is under way is counted: more connections
// than there may be are told so and closed, and the end of the server waits for them, for a bounded time.
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Supervision.Control.Http.Server;

/// <summary>HTTP/1.1 (RFC 9112) for one handler. Thread-safe.</summary>
/// <param name="options">What clients may cost.</param>
/// <param name="handler">Answers one request. What it throws is answered by 500.</param>
internal sealed class HttpServer(HttpServerOptions options, Func<HttpExchange, Task> handler) : IAsyncDisposable
{
    private const int MostRefusals = 64;
    private static readonly TimeSpan _breath = TimeSpan.FromMilliseconds(100);
    private static readonly byte[] _full = Full();

    private readonly Lock _gate = new();
    private readonly HashSet<HttpConnection> _connections = [];
    // Strangers over TCP do not keep out who may open the socket.
    private int _overTcp;
    private int _overUnix;
    private readonly List<Socket> _listeners = [];
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _refusals;
    private volatile bool _isStopping;

    public HttpServerOptions Options => options;

    public Func<HttpExchange, Task> Handler => handler;

    public HttpClock Clock { get; } = new(options.Time);

    public bool IsStopping => _isStopping;

    /// <summary>Connections that there are.</summary>
    public int Connections
    {
        get
        {
            lock (_gate)
                return _connections.Count;
        }
    }

    /// <summary>Takes connections from a socket that listens, and owns it from now on.</summary>
    public void Listen(Socket listener)
    {
        lock (_gate)
            _listeners.Add(listener);
        _ = AcceptAsync(listener);
    }

    /// <summary>Closes the listeners. What is under way gets its time; streams end.</summary>
    public async ValueTask DisposeAsync()
    {
        _isStopping = true;
        List<HttpConnection> open;
        lock (_gate)
        {
            _listeners.ForEach(listener => listener.Dispose());
            open = [.. _connections];
            if (open.Count == 0)
                _drained.TrySetResult();
        }
        open.ForEach(connection => connection.Stop());
        try
        {
            await _drained.Task.WaitAsync(options.Farewell, options.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            lock (_gate)
                open = [.. _connections];
            open.ForEach(connection => connection.Abort());
        }
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            try
            {
                Begin(await listener.AcceptAsync().ConfigureAwait(false));
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                if (_isStopping)
                    return;
                // A client that left, or no descriptors left: not at full speed.
                await Task.Delay(_breath, options.Time).ConfigureAwait(false);
            }
        }
    }

    private void Begin(Socket socket)
    {
        HttpConnection? connection = null;
        lock (_gate)
        {
            ref int count = ref CountOf(socket);
            if (!_isStopping && count < options.MostConnections)
            {
                _connections.Add(connection = new HttpConnection(this, socket));
                count++;
            }
        }
        if (connection is not null)
            _ = ServeAsync(connection);
        else
            _ = RefuseAsync(socket);
    }

    private ref int CountOf(Socket socket) => ref socket.AddressFamily == AddressFamily.Unix ? ref _overUnix : ref _overTcp;

    private async Task ServeAsync(HttpConnection connection)
    {
        // The loop that takes connections has its own to do.
        await Task.Yield();
        try
        {
            await connection.RunAsync().ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _connections.Remove(connection);
                (connection.Remote is null ? ref _overUnix : ref _overTcp)--;
                if (_isStopping && _connections.Count == 0)
                    _drained.TrySetResult();
            }
        }
    }

    private async Task RefuseAsync(Socket socket)
    {
        using (socket)
        {
            int refusals = Interlocked.Increment(ref _refusals);
            try
            {
                // A client that is to be encrypted would not understand it.
                if (refusals > MostRefusals || _isStopping || options.Tls is not null)
                    return;
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1), options.Time);
                await socket.SendAsync(_full, patience.Token).ConfigureAwait(false);
                socket.Shutdown(SocketShutdown.Send);
                byte[] nowhere = new byte[512];
                while (await socket.ReceiveAsync(nowhere, patience.Token).ConfigureAwait(false) > 0)
                {
                }
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException)
            {
                // It is closed either way.
            }
            finally
            {
                Interlocked.Decrement(ref _refusals);
            }
        }
    }

    private static byte[] Full()
    {
        const string Problem = """{"type":"about:blank","title":"Too many connections","status":503,"detail":"there are as many connections as there may be"}""";
        return Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/problem+json; charset=utf-8\r\nContent-Length: {Problem.Length}\r\nRetry-After: 1\r\nConnection: close\r\n\r\n{Problem}"));
    }
}
