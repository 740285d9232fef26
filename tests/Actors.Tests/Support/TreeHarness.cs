using System.Collections.Immutable;
using System.Threading.Channels;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Listeners;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Support;

/// <summary>A real tree over real processes, with every event recorded in order.</summary>
internal sealed class TreeHarness : IAsyncDisposable
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(20);
    private readonly Channel<SupervisionEvent> _events = Channel.CreateUnbounded<SupervisionEvent>();

    private TreeHarness()
    {
    }

    public SupervisionTree Tree { get; private set; } = null!;

    /// <summary>Every event that a wait has passed over or returned, in order.</summary>
    public List<SupervisionEvent> Seen { get; } = [];

    public static TreeHarness Start(params EngineSettings[] engines) => Start(GroupStrategy.OneForOne, engines);

    public static TreeHarness Start(GroupStrategy strategy, params EngineSettings[] engines) => Start(new SupervisionSettings
    {
        Groups = [new GroupSettings { Name = "default", Strategy = strategy, Engines = [.. engines] }],
    });

    /// <param name="settings">What to run.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="output">Whether lines of engines are recorded; without, raw output may be spliced.</param>
    public static TreeHarness Start(SupervisionSettings settings, SupervisionTreeOptions? options = null, bool output = true)
    {
        var harness = new TreeHarness();
        var writer = harness._events.Writer;
        var listeners = (options?.Listeners ?? ImmutableDictionary<string, Props>.Empty)
            .Append(KeyValuePair.Create("recorder", Props.Create(() => new Recorder(writer, output)))).ToImmutableDictionary();
        harness.Tree = SupervisionTree.Start(settings, (options ?? new SupervisionTreeOptions()) with { Listeners = listeners });
        return harness;
    }

    /// <summary>An engine that runs a shell script, with delays short enough for tests.</summary>
    public static EngineSettings Shell(string name, string script) => new()
    {
        Name = name,
        Command = ["/bin/sh", "-c", script],
        Backoff = new BackoffSettings { Min = TimeSpan.FromMilliseconds(20), Max = TimeSpan.FromMilliseconds(200), Jitter = 0 },
        Stop = new StopSettings { Timeout = TimeSpan.FromSeconds(5), KillTimeout = TimeSpan.FromSeconds(5) },
    };

    /// <summary>The next event of a kind that matches; everything before it is kept in <see cref="Seen"/>.</summary>
    public async Task<T> NextAsync<T>(Func<T, bool>? where = null, TimeSpan? within = null) where T : SupervisionEvent
    {
        using var deadline = new CancellationTokenSource(within ?? _deadline);
        try
        {
            await foreach (var value in _events.Reader.ReadAllAsync(deadline.Token))
            {
                Seen.Add(value);
                if (value is T match && (where is null || where(match)))
                {
                    return match;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Reported below.
        }

        throw new TimeoutException($"no {typeof(T).Name} within {within ?? _deadline}; seen:\n{string.Join('\n', Seen)}");
    }

    public Task<T> NextOfAsync<T>(string engine, Func<T, bool>? where = null) where T : EngineEvent =>
        NextAsync<T>(value => value.Engine == engine && (where is null || where(value)));

    /// <summary>
    /// Waits until a number of engines is ready and, where a line is named, one of them has written it; forgets what was seen and returns
    /// the pids by engine.
    /// </summary>
    public async Task<Dictionary<string, int>> AllReadyAsync(int count, string? output = null)
    {
        var pids = new Dictionary<string, int>();
        var written = output is null;
        while (pids.Count < count || !written)
        {
            var value = await NextAsync<EngineEvent>();
            written |= value is EngineOutput line && line.Line == output;
            if (value is EngineReady ready)
            {
                pids[ready.Engine] = ready.Pid!.Value;
            }
        }

        Seen.Clear();
        return pids;
    }

    /// <summary>An engine's status once it is as wanted: what is shown may be a moment behind the events.</summary>
    public async Task<EngineStatus> StatusOfAsync(string engine, Func<EngineStatus, bool> where)
    {
        var deadline = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var status = (await Tree.StatusAsync()).SingleOrDefault(one => one.Name == engine);
            if (status is not null && where(status))
            {
                return status;
            }

            Assert.True(deadline.Elapsed < _deadline, $"still {status}; seen:\n{string.Join('\n', Seen)}");
            await Task.Yield();
        }
    }

    /// <summary>Takes in every event that was published before this call.</summary>
    public async Task DrainAsync()
    {
        var marker = new HeartbeatMissed("marker", "", null, 0, TimeSpan.Zero, Guid.NewGuid().ToString());
        Tree.System.EventStream.Publish(marker);
        await NextAsync<HeartbeatMissed>(value => value.Why == marker.Why);
    }

    public async Task<TreeOutcome> OutcomeAsync() => await Tree.Completion.WaitAsync(_deadline);

    /// <summary>All events up to the end of the tree.</summary>
    public async Task<IReadOnlyList<SupervisionEvent>> AllAsync()
    {
        await OutcomeAsync();
        await NextAsync<TreeStopped>();
        return Seen;
    }

    public static string StateName(EngineStateChanged change) => $"{change.Engine} {change.To}".ToLowerInvariant();

    public IEnumerable<string> States() => Seen.OfType<EngineStateChanged>().Select(StateName);

    public async ValueTask DisposeAsync()
    {
        Tree.Hasten();
        Tree.Stop("end of test");
        Tree.Hasten();
        await Tree.DisposeAsync();
    }

    private sealed class Recorder(ChannelWriter<SupervisionEvent> writer, bool output)
        : EventListenerActor(new EventListenerOptions { Name = "recorder", Buffer = 100_000, Output = output })
    {
        protected override ValueTask OnEventAsync(SupervisionEvent value, CancellationToken cancellation) =>
            writer.WriteAsync(value, cancellation);
    }
}
