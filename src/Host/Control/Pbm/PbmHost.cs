using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.Sockets;
using Supervision.Pbm;
using Supervision.Pbm.Protocol;

namespace Supervision.Control.Pbm;

/// <summary>
/// The pbm server of a process: command palettes, and the sockets on which they are offered. Register the palettes, then <see cref="Start"/>. Thread-safe.
/// </summary>
public sealed class PbmHost : IAsyncDisposable
{
    private static int _hosts;

    private readonly ActorSystem _system;
    private readonly PbmHostOptions _options;
    private readonly string _name = $"supervision-control-pbm-{Interlocked.Increment(ref _hosts)}";
    private readonly PbmCounters _counters = new();
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<Task, byte> _connections = new();
    private readonly List<Task> _accepting = [];
    private ImmutableArray<PaletteHandler> _handlers = [];
    private ImmutableArray<IActorRef> _actors = [];
    private PbmListeners? _listeners;
    private int _disposed;

    /// <summary>Makes a server that does not serve yet.</summary>
    /// <param name="system">Where actors of palettes live.</param>
    /// <param name="options">Null for the defaults, with which it listens nowhere.</param>
    /// <param name="listeners">Sockets that are open already, which the server owns from now on; null, the default, has it open its own.</param>
    public PbmHost(ActorSystem system, PbmHostOptions? options = null, PbmListeners? listeners = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        _system = system;
        _options = options ?? new PbmHostOptions();
        _listeners = listeners;
    }

    /// <summary>Where it listens: <c>127.0.0.1:9110</c>, or the path of a socket.</summary>
    public ImmutableArray<string> Endpoints => _listeners?.Endpoints ?? [];

    /// <summary>What it offers, in the order of registration.</summary>
    public ImmutableArray<CommandPalette> Palettes => [.. _handlers.Select(handler => handler.Palette)];

    /// <summary>What it has seen.</summary>
    public PbmStatistics Statistics => _counters.Read();

    /// <summary>The actor system that it was made for.</summary>
    public ActorSystem System => _system;

    /// <summary>Offers one more palette.</summary>
    /// <param name="handler">Carries its commands out.</param>
    /// <returns>False where there is one of that name already, or it is <c>help</c>.</returns>
    public bool RegisterCommandPalette(PaletteHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        string name = handler.Palette.Name;
        if (name == CommandNames.Help || _handlers.Any(other => other.Palette.Name == name))
            return false;
        handler.OnRegister(this);
        return ImmutableInterlocked.Update(
            ref _handlers, static (all, one) => all.Any(other => other.Palette.Name == one.Palette.Name) ? all : all.Add(one), handler);
    }

    /// <summary>Lets clients in.</summary>
    /// <exception cref="IOException">An address cannot be listened at.</exception>
    /// <exception cref="InvalidOperationException">It was started already.</exception>
    public void Start()
    {
        if (_accepting.Count > 0)
            throw new InvalidOperationException("the server was started already");
        _listeners ??= PbmListeners.Open(_options);
        foreach (string endpoint in Endpoints)
            AllEndpoints?.Add(endpoint);
        foreach (var (socket, path) in _listeners.Sockets)
        {
            _accepting.Add(path is null
                ? AcceptAsync(socket, CallerOf, tokenNeeded: _options.Token is not null)
                : AcceptAsync(socket, one => CallerOf(one, path), tokenNeeded: false));
        }
    }

    /// <summary>Ends every connection and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _end.CancelAsync().ConfigureAwait(false);
        foreach (string endpoint in Endpoints)
            AllEndpoints?.Remove(endpoint);
        _listeners?.Dispose();
        await Task.WhenAll(_accepting).ConfigureAwait(false);
        await Task.WhenAll(_connections.Keys).ConfigureAwait(false);
        foreach (IActorRef actor in _actors)
            _system.Stop(actor);
        _end.Dispose();
    }

    /// <summary>Where it tells at what it listens; null for nowhere.</summary>
    internal EndpointList? AllEndpoints { get; set; }

    internal IActorRef StartSessions(string palette, Props handler)
    {
        IActorRef actor = _system.ActorOf(Props.Create(() => new SessionsActor(handler)), $"{_name}-{palette}");
        ImmutableInterlocked.Update(ref _actors, static (all, one) => all.Add(one), actor);
        return actor;
    }

    internal async Task<int> ExecuteAsync(PbmFrame.Execute execute, ControlCaller caller, Outbox outbox, CancellationToken cancellation)
    {
        IReadOnlyList<string> words = execute.Words;
        if (execute.Text is { } text)
        {
            if (!CommandWords.TrySplit(text, out List<CommandWord> split))
                return await ProblemAsync("a quote is not closed, or nothing follows the last backslash").ConfigureAwait(false);
            words = [.. split.Select(word => word.Text)];
        }
        ImmutableArray<CommandPalette> palettes = Palettes;
        if (words is [CommandNames.Help, ..])
            return await HelpAsync(palettes).ConfigureAwait(false);
        var (command, problem) = CommandReader.Read(palettes, words, execute.Json);
        if (command is null)
            return await ProblemAsync(problem).ConfigureAwait(false);
        PaletteHandler handler = _handlers.First(one => one.Palette.Name == command.Palette);
        return await handler.ExecuteAsync(new CommandContext(execute.Id, command, caller, outbox, cancellation)).ConfigureAwait(false);

        async ValueTask<int> ProblemAsync(string message)
        {
            await outbox.PutAsync(new PbmFrame.Problem(execute.Id, message), cancellation).ConfigureAwait(false);
            return 2;
        }

        async ValueTask<int> HelpAsync(ImmutableArray<CommandPalette> all)
        {
            string[] about = [.. words.Skip(1).Where(word => word != CommandNames.JsonSwitch)];
            if (HelpText.For(all, about) is not { } lines)
                return await ProblemAsync($"there is no help on '{string.Join(' ', about)}'; 'help' lists what there is").ConfigureAwait(false);
            await outbox.PutAsync(new PbmFrame.Lines(execute.Id, [.. lines]), cancellation).ConfigureAwait(false);
            return 0;
        }
    }

    internal async Task<ImmutableArray<string>> CompleteAsync(PbmFrame.Complete complete, CancellationToken cancellation)
    {
        const int Most = 500;
        if (_handlers.FirstOrDefault(handler => handler.Palette.Name == complete.Palette) is not { } handler
            || handler.Palette.Find(complete.Command)?.Argument(complete.Argument) is not { HasServerValues: true })
        {
            return [];
        }
        IEnumerable<string> values = await handler.CompleteAsync(complete.Command, complete.Argument, complete.Prefix, cancellation).ConfigureAwait(false);
        return [.. values.Where(value => value.StartsWith(complete.Prefix, StringComparison.Ordinal)).Take(Most)];
    }

    private async Task AcceptAsync(Socket listener, Func<Socket, ControlCaller> callerOf, bool tokenNeeded)
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                Socket socket = await listener.AcceptAsync(_end.Token).ConfigureAwait(false);
                Serve(socket, callerOf, tokenNeeded);
            }
            catch (SocketException)
            {
                // The client is gone already, or there is no descriptor left: others must be let in later.
                await Task.Delay(TimeSpan.FromMilliseconds(50), _options.Time, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private ref int CountOf(bool isLocal) => ref isLocal ? ref _counters.OverUnix : ref _counters.OverTcp;

    private void Serve(Socket socket, Func<Socket, ControlCaller> callerOf, bool tokenNeeded)
    {
        // Strangers over TCP do not keep out who may open the socket.
        bool isLocal = socket.AddressFamily == AddressFamily.Unix;
        if (Interlocked.Increment(ref CountOf(isLocal)) > _options.MaxConnections)
        {
            Interlocked.Decrement(ref CountOf(isLocal));
            Interlocked.Increment(ref _counters.Refused);
            Refuse(socket, new PbmFrame.Refused(RefusalCodes.Busy, $"there are {_options.MaxConnections} connections already"));
            return;
        }
        ControlCaller caller = callerOf(socket);
        Task run = Task.Run(async () =>
        {
            await new PbmConnection(socket, caller, tokenNeeded, this, _options, _counters).RunAsync(_end.Token).ConfigureAwait(false);
            Interlocked.Decrement(ref CountOf(isLocal));
        });
        _connections[run] = 0;
        _ = run.ContinueWith(ended => _connections.TryRemove(ended, out _), TaskScheduler.Default);
    }

    // A fresh socket has room for a frame, so this does not wait.
    private static void Refuse(Socket socket, PbmFrame.Refused refusal)
    {
        using (socket)
        {
            try
            {
                socket.Blocking = false;
                socket.Send(FrameWriter.Bytes(refusal));
            }
            catch (SocketException)
            {
                // It did not wait for the answer.
            }
        }
    }

    private static ControlCaller CallerOf(Socket socket, string path) =>
        PeerIdentity.Of(socket) is var (pid, user) ? new ControlCaller($"uid {user}", $"pbm, pid {pid}") : new ControlCaller("somebody", $"pbm {path}");

    private ControlCaller CallerOf(Socket socket)
    {
        string name = _options.Token is null ? "somebody" : "the token's holder";
        try
        {
            return new ControlCaller(name, $"pbm {socket.RemoteEndPoint}");
        }
        catch (SocketException)
        {
            return new ControlCaller(name, "pbm");
        }
    }
}
