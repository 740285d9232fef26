// Overview
// Two loops: one reads frames and starts commands, one writes what waits in the outbox. Either one's end ends both, and cancels the commands.
// What the other side can cost is bounded everywhere: bytes of a frame (few before hello), words, commands at a time, characters that wait; a client
// that does not say hello, does not read or says nothing at all is put out after its time.
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.Sockets;
using Supervision.Pbm;
using Supervision.Pbm.Protocol;

namespace Supervision.Control.Pbm;

/// <summary>One client.</summary>
internal sealed class PbmConnection(Socket socket, ControlCaller caller, bool tokenNeeded, PbmHost host, PbmHostOptions options, PbmCounters counters)
{
    private const int MostUnread = 1024 * 1024;

    private readonly ConcurrentDictionary<long, CancellationTokenSource> _commands = new();
    private readonly Outbox _outbox = new(options.Buffer);
    private bool _accepted;

    /// <summary>Serves it to its end; never faults.</summary>
    /// <param name="stopping">The server ends.</param>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var stream = new NetworkStream(socket, ownsSocket: true);
        // The writer goes on when the server ends, to say so.
        using var end = new CancellationTokenSource();
        using var serving = CancellationTokenSource.CreateLinkedTokenSource(stopping, end.Token);
        Task writing = WriteAllAsync(stream, end);
        PbmFrame.Refused? last = null;
        try
        {
            last = await ServeAsync(new FrameReader(stream), serving.Token).ConfigureAwait(false);
        }
        catch (PbmProtocolException error)
        {
            last = new PbmFrame.Refused(RefusalCodes.Protocol, error.Message);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
        {
            if (stopping.IsCancellationRequested)
                last = new PbmFrame.Refused(RefusalCodes.Stopping, "the daemon is stopping");
        }
        Count(last);
        if (last is not null)
            _outbox.Push(last);
        _outbox.Close();
        foreach (CancellationTokenSource command in _commands.Values)
            await CancelAsync(command).ConfigureAwait(false);
        // Why it ends is still sent, to whoever reads it soon.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1), options.Time);
        await using (patience.Token.Register(() => end.Cancel()))
            await writing.ConfigureAwait(false);
        if (last is { Code: not RefusalCodes.Stopping })
            await LingerAsync(stream, patience.Token).ConfigureAwait(false);
    }

    // A socket that is closed while bytes of its client are unread is reset, and what was said last with it.
    private async Task LingerAsync(Stream stream, CancellationToken patience)
    {
        byte[] waste = new byte[4096];
        try
        {
            socket.Shutdown(SocketShutdown.Send);
            for (int left = MostUnread; left > 0 && await stream.ReadAsync(waste, patience).ConfigureAwait(false) is > 0 and var read;)
                left -= read;
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It has left, or does not stop.
        }
    }

    private async Task<PbmFrame.Refused?> ServeAsync(FrameReader reader, CancellationToken cancellation)
    {
        ImmutableArray<byte> nonce = TokenProof.Nonce();
        _outbox.Push(new PbmFrame.Greeting(1, PbmProtocol.Version, nonce, tokenNeeded, options.Product));
        PbmFrame? first = await ReadAsync(reader, PbmProtocol.LongestHello, options.HelloTimeout, cancellation).ConfigureAwait(false);
        if (first is not PbmFrame.Hello hello)
            return first is null ? null : new PbmFrame.Refused(RefusalCodes.Protocol, "hello was expected");
        if (hello.Version is < 1 or > PbmProtocol.Version)
            return new PbmFrame.Refused(RefusalCodes.Version, $"version {hello.Version} is not spoken here, only 1 to {PbmProtocol.Version}");
        if (tokenNeeded && !TokenProof.IsRight(options.Token!, nonce, hello.Proof))
            return new PbmFrame.Refused(RefusalCodes.Unauthorised, hello.Proof.IsEmpty ? "a token is needed" : "the token is wrong");
        _accepted = true;
        Interlocked.Increment(ref counters.Accepted);
        _outbox.Push(new PbmFrame.Welcome(hello.Version, Environment.MachineName, Environment.ProcessId));
        while (await ReadAsync(reader, PbmProtocol.LongestRequest, PbmProtocol.Silence, cancellation).ConfigureAwait(false) is { } frame)
        {
            if (await TakeAsync(frame, cancellation).ConfigureAwait(false) is { } refusal)
                return refusal;
        }
        return null;
    }

    private async ValueTask<PbmFrame.Refused?> TakeAsync(PbmFrame frame, CancellationToken cancellation)
    {
        switch (frame)
        {
            case PbmFrame.GetPalettes get:
                await _outbox.PutAsync(new PbmFrame.Palettes(get.Id, host.Palettes), cancellation).ConfigureAwait(false);
                return null;
            case PbmFrame.Complete complete:
                _ = CompleteAsync(complete, cancellation);
                return null;
            case PbmFrame.Execute execute:
                return Begin(execute, cancellation);
            case PbmFrame.Cancel cancel:
                if (_commands.TryGetValue(cancel.Id, out CancellationTokenSource? command))
                    await CancelAsync(command).ConfigureAwait(false);
                return null;
            case PbmFrame.Ping ping:
                // Through the same door as answers, so that a client that pings and does not read cannot pile them up.
                await _outbox.PutAsync(new PbmFrame.Pong(ping.Id), cancellation).ConfigureAwait(false);
                return null;
            case PbmFrame.Unknown unknown:
                return new PbmFrame.Refused(RefusalCodes.Protocol, $"a frame '{(unknown.Type.Length > 64 ? unknown.Type[..64] : unknown.Type)}' is not known");
            default:
                return new PbmFrame.Refused(RefusalCodes.Protocol, "that frame is the server's to send");
        }
    }

    private PbmFrame.Refused? Begin(PbmFrame.Execute execute, CancellationToken cancellation)
    {
        if (_commands.Count >= options.MaxCommands)
        {
            _outbox.Push(new PbmFrame.Problem(execute.Id, $"{options.MaxCommands} commands are under way on this connection"));
            _outbox.Push(new PbmFrame.End(execute.Id, 1));
            return null;
        }
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (!_commands.TryAdd(execute.Id, source))
        {
            source.Dispose();
            return new PbmFrame.Refused(RefusalCodes.Protocol, $"the command {execute.Id} is still under way");
        }
        Interlocked.Increment(ref counters.Running);
        Interlocked.Increment(ref counters.Commands);
        _ = Task.Run(() => ExecuteAsync(execute, source), CancellationToken.None);
        return null;
    }

    private async Task ExecuteAsync(PbmFrame.Execute execute, CancellationTokenSource source)
    {
        int code;
        try
        {
            code = await host.ExecuteAsync(execute, caller, _outbox, source.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (source.IsCancellationRequested)
        {
            code = 130;
        }
        catch (Exception error)
        {
            // A handler's fault is the answer to its command, and nobody else's trouble.
            _outbox.Push(new PbmFrame.Problem(execute.Id, error is TimeoutException ? "the tree does not answer" : $"{error.GetType().Name}: {error.Message}"));
            code = 1;
        }
        Interlocked.Decrement(ref counters.Running);
        _commands.TryRemove(execute.Id, out _);
        source.Dispose();
        _outbox.Push(new PbmFrame.End(execute.Id, Math.Clamp(code, 0, 255)));
    }

    private async Task CompleteAsync(PbmFrame.Complete complete, CancellationToken cancellation)
    {
        ImmutableArray<string> values = [];
        try
        {
            values = await host.CompleteAsync(complete, cancellation).ConfigureAwait(false);
            await _outbox.PutAsync(new PbmFrame.Completions(complete.Id, values), cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
        catch (Exception)
        {
            // No value is an answer, too.
            _outbox.Push(new PbmFrame.Completions(complete.Id, []));
        }
    }

    private async ValueTask<PbmFrame?> ReadAsync(FrameReader reader, int longest, TimeSpan patience, CancellationToken cancellation)
    {
        using var silence = new CancellationTokenSource(patience, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, silence.Token);
        try
        {
            return await reader.ReadAsync(longest, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            if (_accepted)
                Interlocked.Increment(ref counters.CutOff);
            throw;
        }
    }

    private async Task WriteAllAsync(Stream stream, CancellationTokenSource end)
    {
        try
        {
            while (await _outbox.TakeAsync(end.Token).ConfigureAwait(false) is { } frame)
            {
                using var stall = new CancellationTokenSource(options.StallTimeout, options.Time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(stall.Token, end.Token);
                try
                {
                    await stream.WriteAsync(FrameWriter.Bytes(frame), either.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (!end.IsCancellationRequested)
                {
                    Interlocked.Increment(ref counters.CutOff);
                    throw;
                }
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The reading side tells of it.
        }
        finally
        {
            _outbox.Close();
            await end.CancelAsync().ConfigureAwait(false);
        }
    }

    private void Count(PbmFrame.Refused? last)
    {
        if (!_accepted || last is { Code: RefusalCodes.Protocol })
            Interlocked.Increment(ref counters.Refused);
    }

    private static async ValueTask CancelAsync(CancellationTokenSource command)
    {
        try
        {
            await command.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }
}
