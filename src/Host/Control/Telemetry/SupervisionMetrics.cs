// Overview
// One table of metrics, read by two: the Meter "Supervision" that any OpenTelemetry collector in the process listens to, and the Prometheus text of
// /metrics. Neither may wait, so the states of engines are kept as of the last change: an event of a change makes one question to the tree,
// and what comes meanwhile one more after it.
using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Heartbeats;

namespace Supervision.Control.Telemetry;

/// <summary>Everything that is counted and measured of a tree.</summary>
internal sealed partial class SupervisionMetrics : IDisposable
{
    public const string MeterName = "Supervision";
    private const string Engine = "engine";
    private static readonly TimeSpan _settle = TimeSpan.FromMilliseconds(200);
    private const string Group = "group";

    private readonly Meter _meter;
    private readonly Func<CancellationToken, Task<IReadOnlyList<EngineStatus>>> _ask;
    private readonly VitalsBoard _board;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _end = new();
    private readonly Dictionary<string, (DateTimeOffset At, string Why)> _stopping = [];
    private readonly Dictionary<string, string> _reasons = [];
    private ImmutableArray<EngineStatus> _engines = [];
    private int _changes;

    public SupervisionMetrics(
        Func<CancellationToken, Task<IReadOnlyList<EngineStatus>>> ask, VitalsBoard board, TimeProvider time, string version, string? commit)
    {
        _ask = ask;
        _board = board;
        _time = time;
        _meter = new Meter(MeterName, version);
        StartDuration = new Durations(_meter, "supervision.engine.start.duration", "Time from the spawn of an engine until it was ready.", Engine, Group);
        StopDuration = new Durations(_meter, "supervision.engine.stop.duration", "Time from the decision to stop an engine until none of its processes was left.", Engine, Group, "outcome");
        GateDuration = new Durations(_meter, "supervision.gate.wait.duration", "Time that starts waited for a gate that opened.", Engine, "gate");
        All = [.. OfEngines(), .. Counted(), .. OfTheProcess(version, commit)];
        foreach (var metric in All)
        {
            Publish(metric);
        }

        // What came before there was anybody to listen.
        _changes = 1;
        _ = RefreshLaterAsync();
    }

    /// <summary>Every metric but the histograms.</summary>
    public ImmutableArray<Metric> All { get; }

    public Durations StartDuration { get; }

    public Durations StopDuration { get; }

    public Durations GateDuration { get; }

    public IEnumerable<Durations> Histograms => [StartDuration, StopDuration, GateDuration];

    /// <summary>Asks the tree for the engines' states.</summary>
    public async Task RefreshAsync(CancellationToken cancellation) =>
        ImmutableInterlocked.InterlockedExchange(ref _engines, [.. await _ask(cancellation).ConfigureAwait(false)]);

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
        _meter.Dispose();
    }

    /// <summary>Takes one event of the tree; one at a time.</summary>
    public void Take(SupervisionEvent value)
    {
        Count(value);
        if (value is EngineStateChanged or EngineReady or EngineNotReady or EngineScaled or ConfigurationReloaded or TreeStarted
            && Interlocked.Increment(ref _changes) == 1)
        {
            _ = RefreshLaterAsync();
        }
    }

    private async Task RefreshLaterAsync()
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref _changes);
            try
            {
                await RefreshAsync(_end.Token).ConfigureAwait(false);
                // Events overtake the snapshots: what the last one told may not have been in this answer.
                await Task.Delay(_settle, _time, _end.Token).ConfigureAwait(false);
                await RefreshAsync(_end.Token).ConfigureAwait(false);
            }
            catch (Exception error) when (error is OperationCanceledException or AskTimeoutException or ObjectDisposedException)
            {
                // The end of the tree, or of this; or the tree is busy: the next change asks again.
            }
        }
        while (Interlocked.Add(ref _changes, -seen) > 0 && !_end.IsCancellationRequested);
    }

    private void Publish(Metric metric)
    {
        Measurement<double> Of(MetricPoint point) => new(point.Value, point.Labels);
        if (metric.Kind == MetricKind.Counter)
        {
            _meter.CreateObservableCounter(metric.Name, () => metric.Read().Select(Of), metric.Unit, metric.Help);
        }
        else
        {
            _meter.CreateObservableGauge(metric.Name, () => metric.Read().Select(Of), metric.Unit, metric.Help);
        }
    }

    private static KeyValuePair<string, object?>[] Labels(EngineStatus engine, string? name = null, string? value = null) => name is null
        ? [new(Engine, engine.Name), new(Group, engine.Group)]
        : [new(Engine, engine.Name), new(Group, engine.Group), new(name, value)];

    private IEnumerable<MetricPoint> Each(Func<EngineStatus, double?> read) =>
        _engines.Select(engine => (Engine: engine, Value: read(engine))).Where(one => one.Value is not null)
            .Select(one => new MetricPoint(one.Value!.Value, Labels(one.Engine)));

    private IEnumerable<MetricPoint> EachVital(Func<Vitals, double?> read) =>
        Each(engine => engine.Pid is not null && _board.Find(engine.Name, engine.Attempt) is { } vitals ? read(vitals) : null);

    private IEnumerable<Metric> OfEngines() =>
    [
        Gauge("supervision.engine.state", "1", "1 for the state that the engine is in, 0 for the others.", () => _engines.SelectMany(engine =>
            Enum.GetValues<EngineState>().Select(state => new MetricPoint(engine.State == state ? 1 : 0, Labels(engine, "state", Words.Of(state)))))),
        Gauge("supervision.engine.ready", "1", "1 where the engine serves.", () => Each(engine => engine.Readiness == Readiness.Ready ? 1 : 0)),
        Gauge("supervision.engine.desired", "1", "1 where the engine is wanted up.", () => Each(engine => engine.Desired == DesiredState.Up ? 1 : 0)),
        Gauge("supervision.engine.attempt", "{attempt}", "Number of the attempt.", () => Each(engine => engine.Attempt)),
        Gauge("supervision.engine.uptime", "s", "How long the engine's process has been running.", () => Each(engine =>
            engine is { State: EngineState.Running, Pid: not null } ? Math.Max(0, (_time.GetUtcNow() - engine.Since).TotalSeconds) : null)),
        Gauge("supervision.engine.heartbeat.age", "s", "Age of the last evidence of life.", () =>
            EachVital(vitals => vitals.BeatAt is { } at ? _time.GetElapsedTime(at).TotalSeconds : null)),
        Gauge("supervision.engine.memory.usage", "By", "Resident memory of the engine's process tree.", () => EachVital(vitals => vitals.Memory)),
        Gauge("supervision.engine.cpu.usage", "{cpu}", "Cores that the engine's process tree uses.", () => EachVital(vitals => vitals.Cpu)),
        Gauge("supervision.engine.process.count", "{process}", "Living processes of the engine's tree.", () => EachVital(vitals => vitals.Processes)),
        Gauge("supervision.engine.thread.count", "{thread}", "Threads of the engine's tree.", () => EachVital(vitals => vitals.Threads)),
        Gauge("supervision.engine.file_descriptor.count", "{count}", "Open files of the engine's tree (memory.open-files).", () => EachVital(vitals => vitals.OpenFiles)),
        Gauge("supervision.engine.progress", "1", "1 for what the engine's own metrics say, 0 for the rest.", () => _engines.SelectMany(engine =>
            engine.Pid is not null && _board.Find(engine.Name, engine.Attempt)?.Progress is { } progress
                ? Enum.GetValues<ProgressState>().Select(state => new MetricPoint(progress == state ? 1 : 0, Labels(engine, "state", Words.Of(state))))
                : [])),
    ];

    private static Metric Gauge(string name, string unit, string help, Func<IEnumerable<MetricPoint>> read) =>
        new(name, unit, MetricKind.Gauge, help, read);
}
