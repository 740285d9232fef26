// Overview
// Everything goes to the tree through SupervisionTree, which answers by messages; nothing here waits for a thread. What blocks (files, loading a
// configuration) runs on the pool. A command is one pass: who is meant (settings as they are by now), the question to each engine, where asked for the
// wait, then the audit event. Waiting asks the tree again whenever an engine's state changed, and a few times a second, because the
// events that tell of a change overtake the snapshots.
using System.Collections.Concurrent;
using Supervision.Actors;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Control.Telemetry;
using Supervision.Posix;

namespace Supervision.Control;

/// <summary>The control service over a running tree. It does not own the tree.</summary>
public sealed partial class ControlService : ISupervisionControl, IAsyncDisposable
{
    private static readonly TimeSpan _gpuPatience = TimeSpan.FromSeconds(2);
    private static int _services;

    private readonly SupervisionTree _tree;
    private readonly ControlOptions _options;
    private readonly VitalsBoard _board;
    private readonly OrderBook _orders = new();
    private readonly AttemptTracer _tracer = new();
    private readonly IActorRef _listener;
    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly ConcurrentDictionary<IDisposable, byte> _readers = new();
    private readonly long _startedAt;
    private int _closed;
    private SettingsResult? _loaded;

    /// <summary>Begins to listen to a tree.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="options">Null for the defaults.</param>
    public ControlService(SupervisionTree tree, ControlOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tree);
        _tree = tree;
        _options = options ?? new ControlOptions();
        _loaded = _options.Loaded;
        _startedAt = Time.GetTimestamp();
        _board = new VitalsBoard(Time);
        Metrics = new SupervisionMetrics(tree.StatusAsync, _board, Time, Version, _options.Commit);
        Action<SupervisionEvent> take = Take;
        _listener = tree.System.ActorOf(
            Props.Create(() => new VitalsListener(take)), $"supervision-control-{Interlocked.Increment(ref _services)}");
    }

    internal string Version => _options.Version ?? LibraryVersion();

    /// <summary>Whether the end was asked for through this service.</summary>
    internal bool IsStopping => Volatile.Read(ref _stopAsked) == 1;

    /// <summary>What tells numbers of events apart that are counted from 1 by each daemon; null where a file carries them on.</summary>
    internal string? EventEpoch => _tree.Journal.IsKept ? null : _tree.Started.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);

    internal TimeProvider Time => _options.Time;

    internal SupervisionTree Tree => _tree;

    /// <summary>What is counted and measured.</summary>
    internal SupervisionMetrics Metrics { get; }

    /// <summary>Where control listens; whoever opens a listener adds it.</summary>
    internal EndpointList Endpoints { get; } = new();

    /// <summary>Ends the listening and every subscription; the tree goes on.</summary>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1)
        {
            return ValueTask.CompletedTask;
        }

        foreach (var reader in _readers.Keys)
        {
            reader.Dispose();
        }

        _tree.System.Stop(_listener);
        // Whoever holds it releases it; nobody waits for its handle.
        if (_loading.CurrentCount == 1)
        {
            _loading.Dispose();
        }

        Metrics.Dispose();
        _tracer.Dispose();
        return ValueTask.CompletedTask;
    }

    // Whatever somebody reads for ever ends with this service.
    private void Track(IDisposable reader)
    {
        _readers.TryAdd(reader, 0);
        if (Volatile.Read(ref _closed) == 1)
        {
            reader.Dispose();
        }
    }

    // In this order: who is woken by a change finds the numbers counted.
    private void Take(SupervisionEvent value)
    {
        Metrics.Take(value);
        _tracer.Take(value);
        _board.Take(value);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EngineSnapshot>> ListAsync(Target? target = null, bool gpu = false, CancellationToken cancellation = default)
    {
        var settings = await EnginesAsync(cancellation).ConfigureAwait(false);
        var wanted = (target ?? Target.Everything).Select(settings);
        if (wanted.Count == 0)
        {
            return [];
        }

        var statuses = (await _tree.StatusAsync(cancellation).ConfigureAwait(false)).ToDictionary(status => status.Name, StringComparer.Ordinal);
        var report = gpu ? await _tree.GpuAsync(_gpuPatience, cancellation).ConfigureAwait(false) : null;
        var now = Time.GetUtcNow();
        return
        [
            .. wanted.Where(engine => statuses.ContainsKey(engine.Name)).Select(engine => Snapshot(engine, statuses[engine.Name], report, now)),
        ];
    }

    /// <inheritdoc/>
    public async Task<EngineInfo?> InfoAsync(string engine, CancellationToken cancellation = default)
    {
        var settings = (await EnginesAsync(cancellation).ConfigureAwait(false)).FirstOrDefault(one => one.Name == engine);
        var status = (await _tree.StatusAsync(cancellation).ConfigureAwait(false)).FirstOrDefault(one => one.Name == engine);
        if (settings is null || status is null)
        {
            return null;
        }

        var report = status.Pid is null ? null : await _tree.GpuAsync(_gpuPatience, cancellation).ConfigureAwait(false);
        return EngineSummary.Of(settings, Snapshot(settings, status, report, Time.GetUtcNow()));
    }

    /// <inheritdoc/>
    public Task<EngineReport?> WhyAsync(string engine, CancellationToken cancellation = default) => _tree.WhyAsync(engine, cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<GroupSnapshot>> GroupsAsync(CancellationToken cancellation = default)
    {
        var engines = (await ListAsync(null, false, cancellation).ConfigureAwait(false)).ToLookup(engine => engine.Group, StringComparer.Ordinal);
        var settings = await _tree.SettingsAsync(cancellation).ConfigureAwait(false);
        return
        [
            .. settings.Groups.Select(group => new GroupSnapshot(
                group.Name, group.Parent, Words.Of(group.Strategy), group.Priority, [.. engines[group.Name]])),
        ];
    }

    private async Task<IReadOnlyList<EngineSettings>> EnginesAsync(CancellationToken cancellation) =>
        [.. (await _tree.SettingsAsync(cancellation).ConfigureAwait(false)).Engines];

    private EngineSnapshot Snapshot(EngineSettings engine, EngineStatus status, GpuReport? gpu, DateTimeOffset now)
    {
        var vitals = status.Pid is null ? null : _board.Find(status.Name, status.Attempt);
        return new EngineSnapshot
        {
            Name = status.Name,
            Engine = engine.Engine,
            Instance = engine.Instance,
            Group = status.Group,
            Labels = engine.Labels,
            Desired = status.Desired,
            State = status.State,
            Readiness = status.Readiness,
            Healthy = status.Healthy,
            Pid = status.Pid,
            Attempt = status.Attempt,
            Since = status.Since,
            Uptime = status is { Pid: not null, State: EngineState.Running } && now > status.Since ? now - status.Since : null,
            Memory = vitals?.Memory,
            Cpu = vitals?.Cpu,
            Processes = vitals?.Processes,
            GpuMemory = gpu is { Status: GpuStatus.Ok } && status.Pid is { } pid && vitals is not null
                && GpuTreeUsage.Of(gpu, vitals.Pids.Append(pid).Distinct()) is { Devices.Count: > 0 } usage ? usage.UsedBytes : null,
            Progress = vitals?.Progress,
            ProgressDetail = vitals?.ProgressDetail,
            HeartbeatAge = vitals?.BeatAt is { } at ? Time.GetElapsedTime(at) : null,
            LastFailure = status.LastFailure,
            WaitingFor = status.WaitingFor,
            RetryAt = status.RetryAt,
            StatusText = status.StatusText,
        };
    }
}
