// Overview
// One connection carries several commands at once. One task reads all frames and hands each to the channel of its command; the channels are
// bounded, so that a reader who falls behind makes this task wait, the socket fill up and the server hold its own producers: nothing
// grows. A command whose reader has gone is cancelled and its remaining frames are dropped. Pings are sent by a timer, whoever reads or
// not, so that a server does not take a user who looks at a paused screen for a dead one.
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Supervision.Pbm.Protocol;

namespace Supervision.Pbm;

/// <summary>A connection to a daemon. Thread-safe.</summary>
public sealed class PbmClient : IAsyncDisposable
{
    private const int WaitingFrames = 64;

    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConcurrentDictionary<long, Channel<PbmFrame>> _answers = new();
    private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _end = new();
    private readonly ITimer _pings;
    private readonly Task _reading;
    private long _lastId;
    private int _disposed;

    private PbmClient(PbmAddress address, Socket socket, Stream stream, FrameReader reader, PbmFrame.Welcome welcome, string server, TimeProvider time)
    {
        Address = address;
        Server = server;
        Host = welcome.Host;
        Pid = welcome.Pid;
        _socket = socket;
        _stream = stream;
        _reading = ReadAllAsync(reader);
        TimeSpan period = PbmProtocol.Silence / 3;
        _pings = time.CreateTimer(static state => _ = ((PbmClient)state!).PingAsync(), this, period, period);
    }

    /// <summary>Whom it is connected to.</summary>
    public PbmAddress Address { get; }

    /// <summary>Product and version of the server, as it says.</summary>
    public string Server { get; }

    /// <summary>Name of the server's machine, as it says.</summary>
    public string Host { get; }

    /// <summary>Process id of the daemon on its machine.</summary>
    public int Pid { get; }

    /// <summary>Completes when the connection has ended, with why; never faults.</summary>
    public Task<string> Closed => _closed.Task;

    /// <summary>Connects and says hello.</summary>
    /// <param name="address">Whom to.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="PbmConnectException">It did not come to that.</exception>
    public static async Task<PbmClient> ConnectAsync(PbmAddress address, PbmClientOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        options ??= new PbmClientOptions();
        using var deadline = new CancellationTokenSource(options.ConnectTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        Socket? socket = null;
        try
        {
            socket = await address.ConnectAsync(either.Token).ConfigureAwait(false);
            return await HelloAsync(address, socket, options, either.Token).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            socket?.Dispose();
            cancellation.ThrowIfCancellationRequested();
            throw error switch
            {
                PbmConnectException known => known,
                PbmProtocolException protocol => new PbmConnectException(
                    PbmConnectFailure.Protocol, $"what answers at {address} is no pbm server: {protocol.Message}", protocol),
                OperationCanceledException => new PbmConnectException(
                    PbmConnectFailure.Unreachable, $"no answer from {address} within {options.ConnectTimeout.TotalSeconds:0.#} s", error),
                SocketException { SocketErrorCode: SocketError.AccessDenied } => new PbmConnectException(
                    PbmConnectFailure.Unauthorised, $"may not connect to {address}: the socket is another user's", error),
                SocketException when address.Path is { } path && !File.Exists(path) => new PbmConnectException(
                    PbmConnectFailure.Unreachable,
                    $"there is no socket at {path}; is the daemon running? Its setting control.pbm.unix or its variable SUPERVISION_PBM_SOCKET says where it is", error),
                SocketException { SocketErrorCode: SocketError.ConnectionRefused } => new PbmConnectException(
                    PbmConnectFailure.Unreachable,
                    $"nobody answers at {address}; is the daemon running{(address.Path is null ? ", with supervision.control.pbm.enabled = on" : "")}?", error),
                SocketException or IOException or ArgumentException => new PbmConnectException(
                    PbmConnectFailure.Unreachable, $"cannot connect to {address}: {error.Message}", error),
                _ => error,
            };
        }
    }

    /// <summary>Downloads what commands there are.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="IOException">The connection has ended.</exception>
    public async Task<IReadOnlyList<CommandPalette>> PalettesAsync(CancellationToken cancellation = default) =>
        await AskAsync(id => new PbmFrame.GetPalettes(id), cancellation).ConfigureAwait(false) is PbmFrame.Palettes palettes
            ? palettes.All
            : throw new PbmProtocolException("no palettes came");

    /// <summary>Asks which values an argument may have.</summary>
    /// <param name="palette">Name of the palette.</param>
    /// <param name="command">Name of the command.</param>
    /// <param name="argument">Name of the argument.</param>
    /// <param name="prefix">What the values begin with.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="IOException">The connection has ended.</exception>
    public async Task<IReadOnlyList<string>> CompleteAsync(
        string palette, string command, string argument, string prefix, CancellationToken cancellation = default) =>
        await AskAsync(id => new PbmFrame.Complete(id, palette, command, argument, prefix), cancellation).ConfigureAwait(false)
            is PbmFrame.Completions completions
            ? completions.Values
            : [];

    /// <summary>Carries out a command that is one line of text.</summary>
    /// <param name="text">The line, for example <c>engine list</c>.</param>
    /// <param name="json">JSON objects are wanted instead of lines.</param>
    /// <param name="cancellation">Cancels the command; the results then go on to its end.</param>
    /// <returns>Its results as they come, <see cref="PbmResult.End"/> last. Whoever stops reading cancels it.</returns>
    /// <exception cref="IOException">The connection ended before the command did.</exception>
    public IAsyncEnumerable<PbmResult> ExecuteTextCommandAsync(string text, bool json = false, CancellationToken cancellation = default) =>
        ExecuteAsync(id => new PbmFrame.Execute(id, text, [], json), cancellation);

    /// <summary>Carries out a command that is given as words.</summary>
    /// <param name="words">Palette, command, arguments.</param>
    /// <param name="json">JSON objects are wanted instead of lines.</param>
    /// <param name="cancellation">Cancels the command; the results then go on to its end.</param>
    /// <returns>Its results as they come, <see cref="PbmResult.End"/> last. Whoever stops reading cancels it.</returns>
    /// <exception cref="IOException">The connection ended before the command did.</exception>
    public IAsyncEnumerable<PbmResult> ExecuteAsync(IEnumerable<string> words, bool json = false, CancellationToken cancellation = default)
    {
        ImmutableArray<string> all = [.. words];
        return ExecuteAsync(id => new PbmFrame.Execute(id, null, all, json), cancellation);
    }

    /// <summary>Ends the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _pings.DisposeAsync().ConfigureAwait(false);
        await _end.CancelAsync().ConfigureAwait(false);
        _socket.Dispose();
        await _reading.ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
        _writing.Dispose();
        _end.Dispose();
    }

    private static async Task<PbmClient> HelloAsync(PbmAddress address, Socket socket, PbmClientOptions options, CancellationToken cancellation)
    {
        var stream = new NetworkStream(socket, ownsSocket: false);
        var reader = new FrameReader(stream);
        PbmFrame.Greeting greeting = await NextAsync<PbmFrame.Greeting>(reader, cancellation).ConfigureAwait(false);
        if (greeting.Oldest > PbmProtocol.Version || greeting.Newest < 1)
        {
            throw new PbmConnectException(PbmConnectFailure.Protocol,
                $"{address} speaks versions {greeting.Oldest} to {greeting.Newest} of the protocol, this pbm only 1 to {PbmProtocol.Version}");
        }
        if (greeting.TokenNeeded && string.IsNullOrEmpty(options.Token))
            throw new PbmConnectException(PbmConnectFailure.Unauthorised, $"{address} needs a token (--token-file, PBM_TOKEN)");
        ImmutableArray<byte> proof = greeting.TokenNeeded ? TokenProof.Of(options.Token!, greeting.Nonce) : [];
        var hello = new PbmFrame.Hello(Math.Min(PbmProtocol.Version, greeting.Newest), options.Product, proof);
        await stream.WriteAsync(FrameWriter.Bytes(hello), cancellation).ConfigureAwait(false);
        PbmFrame.Welcome welcome = await NextAsync<PbmFrame.Welcome>(reader, cancellation).ConfigureAwait(false);
        return new PbmClient(address, socket, stream, reader, welcome, greeting.Server, options.Time);

        async Task<T> NextAsync<T>(FrameReader frames, CancellationToken ends)
            where T : PbmFrame => await frames.ReadAsync(PbmProtocol.LongestAnswer, ends).ConfigureAwait(false) switch
            {
                T expected => expected,
                PbmFrame.Refused refused => throw new PbmConnectException(
                    refused.Code switch
                    {
                        RefusalCodes.Unauthorised => PbmConnectFailure.Unauthorised,
                        RefusalCodes.Version or RefusalCodes.Protocol => PbmConnectFailure.Protocol,
                        _ => PbmConnectFailure.Unreachable,
                    },
                    $"{address} refused: {refused.Message}"),
                null => throw new PbmConnectException(PbmConnectFailure.Unreachable, $"{address} closed the connection"),
                _ => throw new PbmProtocolException("another frame was expected"),
            };
    }

    private async IAsyncEnumerable<PbmResult> ExecuteAsync(
        Func<long, PbmFrame> request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        long id = Interlocked.Increment(ref _lastId);
        Channel<PbmFrame> answers = Open(id);
        bool ended = false;
        try
        {
            await SendAsync(request(id), CancellationToken.None).ConfigureAwait(false);
            await using CancellationTokenRegistration registration = cancellation.UnsafeRegister(_ => _ = TrySendAsync(new PbmFrame.Cancel(id)), null);
            while (!ended)
            {
                PbmFrame frame = await NextAsync(answers.Reader, CancellationToken.None).ConfigureAwait(false);
                switch (frame)
                {
                    case PbmFrame.Lines lines:
                        foreach (string text in lines.Texts)
                            yield return new PbmResult.Line(text);
                        break;
                    case PbmFrame.Row row:
                        yield return new PbmResult.Row(row.Json);
                        break;
                    case PbmFrame.Problem problem:
                        yield return new PbmResult.Problem(problem.Message);
                        break;
                    case PbmFrame.End end:
                        ended = true;
                        yield return new PbmResult.End(end.Code);
                        break;
                }
            }
        }
        finally
        {
            _answers.TryRemove(id, out _);
            answers.Writer.TryComplete();
            if (!ended)
                await TrySendAsync(new PbmFrame.Cancel(id)).ConfigureAwait(false);
        }
    }

    private async Task<PbmFrame> AskAsync(Func<long, PbmFrame> request, CancellationToken cancellation)
    {
        long id = Interlocked.Increment(ref _lastId);
        Channel<PbmFrame> answers = Open(id);
        try
        {
            await SendAsync(request(id), cancellation).ConfigureAwait(false);
            return await NextAsync(answers.Reader, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _answers.TryRemove(id, out _);
            answers.Writer.TryComplete();
        }
    }

    private Channel<PbmFrame> Open(long id)
    {
        var channel = Channel.CreateBounded<PbmFrame>(new BoundedChannelOptions(WaitingFrames) { SingleReader = true, SingleWriter = true });
        _answers[id] = channel;
        // Whoever comes after the end would wait for ever.
        if (_closed.Task.IsCompleted)
            channel.Writer.TryComplete();
        return channel;
    }

    private async Task<PbmFrame> NextAsync(ChannelReader<PbmFrame> answers, CancellationToken cancellation = default)
    {
        try
        {
            return await answers.ReadAsync(cancellation).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new IOException(await Closed.ConfigureAwait(false));
        }
    }

    private async Task ReadAllAsync(FrameReader reader)
    {
        string why = "the server closed the connection";
        try
        {
            while (await reader.ReadAsync(PbmProtocol.LongestAnswer, _end.Token).ConfigureAwait(false) is { } frame)
            {
                if (frame is PbmFrame.Refused refused)
                {
                    why = refused.Message;
                    break;
                }
                if (IdOf(frame) is { } id && _answers.TryGetValue(id, out Channel<PbmFrame>? answers))
                    await HandOnAsync(answers.Writer, frame).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
        {
            why = error is IOException ? (error.InnerException ?? error).Message : "the connection was closed";
        }
        finally
        {
            _closed.TrySetResult(why);
            foreach (Channel<PbmFrame> answers in _answers.Values)
                answers.Writer.TryComplete();
        }
    }

    private async ValueTask HandOnAsync(ChannelWriter<PbmFrame> answers, PbmFrame frame)
    {
        try
        {
            await answers.WriteAsync(frame, _end.Token).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            // Its reader has gone; the cancel is on its way.
        }
    }

    private static long? IdOf(PbmFrame frame) => frame switch
    {
        PbmFrame.Lines lines => lines.Id,
        PbmFrame.Row row => row.Id,
        PbmFrame.Problem problem => problem.Id,
        PbmFrame.End end => end.Id,
        PbmFrame.Palettes palettes => palettes.Id,
        PbmFrame.Completions completions => completions.Id,
        _ => null,
    };

    private Task PingAsync() => TrySendAsync(new PbmFrame.Ping(Interlocked.Increment(ref _lastId)));

    private async Task TrySendAsync(PbmFrame frame)
    {
        try
        {
            await SendAsync(frame, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The reading side tells of the end.
        }
    }

    private async Task SendAsync(PbmFrame frame, CancellationToken cancellation)
    {
        byte[] bytes = FrameWriter.Bytes(frame);
        if (bytes.Length - PbmProtocol.HeaderLength > PbmProtocol.LongestRequest)
            throw new PbmProtocolException($"a command has more than {PbmProtocol.LongestRequest} bytes");
        await _writing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await _stream.WriteAsync(bytes, _end.Token).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }
}
