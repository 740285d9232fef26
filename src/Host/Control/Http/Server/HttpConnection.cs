// Overview
// One loop: a head, the handler, the next head. Three things end it: the client (a read that ends, a write that fails or is not taken in time), a request
// after which nobody can tell where the next one begins, and the server. Each has its deadline by a token of its own for reading and for writing, made once.
// A client that has said all it will (it closed its half) may still wait for the answer, so it counts as gone a moment later. Before the last
// close, what the client still sends is read: else the kernel would throw the answer away with it.
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Supervision.Control.Http.Server;

/// <summary>One client.</summary>
internal sealed class HttpConnection : IDisposable
{
    private const int MostLeftOver = 16 * 1024 * 1024;

    private readonly HttpServer _server;
    private readonly CancellationTokenSource _gone;
    private readonly Action<bool> _left;
    private Stream _stream;
    private HttpInput? _input;
    private volatile bool _isIdle = true;
    private volatile bool _isStreaming;

    public HttpConnection(HttpServer server, Socket socket)
    {
        _server = server;
        Socket = socket;
        // Of a client that has gone already there may be none, and null is a unix socket's.
        Remote = socket.AddressFamily == AddressFamily.Unix ? null : socket.RemoteEndPoint as IPEndPoint ?? new IPEndPoint(IPAddress.None, 0);
        _stream = new NetworkStream(socket, ownsSocket: true);
        _gone = new CancellationTokenSource(Timeout.InfiniteTimeSpan, server.Options.Time);
        Gone = _gone.Token;
        _left = Left;
    }

    public Socket Socket { get; }

    public IPEndPoint? Remote { get; }

    public bool IsEncrypted { get; private set; }

    public HttpServerOptions Options => _server.Options;

    public HttpClock Clock => _server.Clock;

    public bool IsStopping => _server.IsStopping;

    /// <summary>Cancelled when nobody waits for an answer any more.</summary>
    public CancellationToken Gone { get; }

    /// <summary>Serves it to its end; never faults.</summary>
    public async Task RunAsync()
    {
        try
        {
            if (Remote is not null)
                Socket.NoDelay = true;
            if (Remote is not null && Options.Tls is { } tls)
                await EncryptAsync(tls).ConfigureAwait(false);
            await ServeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // It has left, or was put out, in one of the many ways of sockets and TLS; what a handler throws is answered before.
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>The server stops: it ends now if nothing is under way.</summary>
    public void Stop()
    {
        if (_isIdle)
            EndReading();
        else if (_isStreaming)
            Left(true);
    }

    /// <summary>Ends it at once.</summary>
    public void Abort()
    {
        Left(true);
        Socket.Dispose();
    }

    /// <summary>The client has left.</summary>
    /// <param name="isGone">Whether it takes no answer any more, either.</param>
    public void Left(bool isGone)
    {
        try
        {
            if (isGone)
                _gone.Cancel();
            else
                _gone.CancelAfter(Options.LeavePatience);
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    /// <summary>What is answered has no end of its own.</summary>
    public void BeginStream()
    {
        _isStreaming = true;
        if (IsStopping)
            Left(true);
    }

    /// <summary>The request has been read: what comes now is the next one, or the end.</summary>
    public void WatchClient() => _input!.ReadAhead(_left);

    public void Dispose()
    {
        _stream.Dispose();
        _input?.Dispose();
        _gone.Dispose();
    }

    private async Task EncryptAsync(ServerTls tls)
    {
        _stream = ServerTls.Over(_stream);
        IsEncrypted = true;
        using var patience = new CancellationTokenSource(Options.HeadPatience, Options.Time);
        using CancellationTokenRegistration end = Gone.Register(static source => ((CancellationTokenSource)source!).Cancel(), patience);
        await tls.AgreeAsync(_stream, patience.Token).ConfigureAwait(false);
    }

    private async Task ServeAsync()
    {
        _input = new HttpInput(_stream, Options.Time);
        using var output = new HttpOutput(_stream, Options.Time, _gone);
        using var head = new RequestHead(Options);
        var body = new RequestBody(_input, Options);
        using var exchange = new HttpExchange(this, head, body, output);
        TimeSpan patience = Options.HeadPatience;
        bool keepsAlive;
        do
        {
            head.Reset();
            body.Begin(head);
            exchange.Begin();
            try
            {
                if (!await ReadHeadAsync(_input, head, patience).ConfigureAwait(false))
                    return;
                body.Begin(head);
                exchange.Begin();
                await AnswerAsync(exchange, body).ConfigureAwait(false);
                keepsAlive = exchange.KeepsAlive;
                if (keepsAlive && !body.IsAtEnd)
                    await body.SkipAsync().ConfigureAwait(false);
            }
            catch (ProblemException problem)
            {
                keepsAlive = false;
                if (!exchange.HasStarted)
                    await RefuseAsync(exchange, problem).ConfigureAwait(false);
            }
            patience = Options.IdlePatience;
        }
        while (keepsAlive);
        await LeaveAsync(_input).ConfigureAwait(false);
    }

    // False where there is none any more.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> ReadHeadAsync(HttpInput input, RequestHead head, TimeSpan patience)
    {
        bool isBegun = input.Buffered.Length > 0;
        input.Arm(isBegun ? Options.HeadPatience : patience);
        _isIdle = !isBegun;
        // Either this sees the end, or who ends it sees that nothing is under way.
        Interlocked.MemoryBarrier();
        if (IsStopping)
            return false;
        try
        {
            int length;
            while (!head.Advance(input.Buffered, out length))
            {
                if (await input.FillAsync().ConfigureAwait(false) == 0)
                    return false;
                _isIdle = false;
                if (!isBegun)
                    input.Arm(Options.HeadPatience);
                isBegun = true;
            }
            _isIdle = false;
            input.Consume(length);
            input.Arm(Timeout.InfiniteTimeSpan);
            return true;
        }
        catch (OperationCanceledException) when (isBegun && !IsStopping)
        {
            throw new ProblemException(408, "Timed out", "the head of the request comes too slowly");
        }
    }

    private async ValueTask AnswerAsync(HttpExchange exchange, RequestBody body)
    {
        try
        {
            bool isWhole = body.IsAtEnd;
            Task handling = _server.Handler(exchange);
            if (isWhole && !handling.IsCompleted)
                WatchClient();
            await handling.ConfigureAwait(false);
            if (exchange.IsStream || !Gone.IsCancellationRequested)
                await exchange.EndAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is not (ProblemException or OperationCanceledException))
        {
            // Half an answer is not to be taken for a whole one.
            if (exchange.HasStarted)
                throw new IOException("the handler failed", error);
            await RefuseAsync(exchange, new ProblemException(500, "Internal error", "this is a bug in supervision, please report it: " + error.Message)).ConfigureAwait(false);
        }
        finally
        {
            _isStreaming = false;
        }
    }

    private static async ValueTask RefuseAsync(HttpExchange exchange, ProblemException problem)
    {
        exchange.Close();
        exchange.Status = problem.Status;
        await exchange.SendAsync(
            ControlJson.BytesOf(new Problem("about:blank", problem.Title, problem.Status, problem.Message), ControlJson.Write),
            "application/problem+json; charset=utf-8").ConfigureAwait(false);
    }

    private async ValueTask LeaveAsync(HttpInput input)
    {
        if (IsEncrypted)
            await ServerTls.FarewellAsync(_stream).WaitAsync(Options.LeavePatience, Options.Time).ConfigureAwait(false);
        Socket.Shutdown(SocketShutdown.Send);
        byte[] nowhere = new byte[4096];
        input.Renew(Options.LeavePatience);
        for (int left = MostLeftOver; left > 0;)
        {
            int read = await input.ReadAsync(nowhere).ConfigureAwait(false);
            if (read == 0)
                return;
            left -= read;
        }
    }

    private void EndReading()
    {
        try
        {
            if (_input is { } input)
                input.End();
            else
                Left(true);
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }
}
