using System.Net.Sockets;
using TinyEngine.Api;
using TinyEngine.Faults;
using TinyEngine.Metrics;
using TinyEngine.Model;
using TinyEngine.Processes;
using TinyEngine.Serving;
using TinyEngine.Settings;

namespace TinyEngine;

/// <summary>One life of the engine: bind, load, serve, drain, in the order that the settings ask for.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private static readonly TimeSpan CloseConnections = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan DrainLook = TimeSpan.FromMilliseconds(10);

    private readonly EngineSettings _settings;
    private readonly TimeProvider _time;
    private readonly EngineLog _log;
    private readonly FaultState _faults = new();
    private readonly EngineStatus _status = new();
    private readonly EngineMetrics _metrics;
    private readonly EnginePort _port;
    private readonly WorkerPool _workers;
    private readonly FaultRunner _runner;
    private readonly FaultSchedule _schedule;
    private readonly StopSignals _signals;
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _tasks = [];
    private EngineCore? _core;
    private WebServer? _server;

    public EngineHost(EngineSettings settings, TimeProvider time)
    {
        (_settings, _time, _log) = (settings, time, new EngineLog(time));
        _metrics = new EngineMetrics(settings.Names[0]);
        _port = new EnginePort(settings.Host, settings.Port);
        _workers = new WorkerPool(_faults, _log);
        _runner = new FaultRunner(_faults, _port, _workers, _log, time);
        _schedule = new FaultSchedule(settings, _runner, _log, time);
        _signals = new StopSignals(_faults, _log, time);
    }

    public async Task<int> RunAsync()
    {
        _log.Info("server", $"tiny-engine version {EngineVersion.Text}, serving {string.Join(", ", _settings.Names)}");
        try
        {
            _schedule.OnStart();
            if (_settings.Bind == BindTime.Early)
                await BindAsync();
            await LoadAsync();
            if (_settings.Bind == BindTime.Late)
                await BindAsync();
            _log.Server("Application startup complete.");
            _schedule.OnReady();
            await ServeAsync();
        }
        catch (OperationCanceledException) when (_signals.Asked.IsCancellationRequested)
        {
            // Asked to stop: the one way out that is no failure.
        }
        catch (SocketException e)
        {
            _log.RawError(e.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? $"tiny-engine: address already in use: {_port.Name}"
                : $"tiny-engine: cannot listen on {_port.Name}: {e.Message}");
            return ExitCodes.Failure;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            _log.RawError($"tiny-engine: {e.Message}");
            return ExitCodes.Failure;
        }

        await StopAsync();
        return ExitCodes.Ok;
    }

    public async ValueTask DisposeAsync()
    {
        _workers.Stop();
        await _end.CancelAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        _schedule.Dispose();
        _runner.Dispose();
        _signals.Dispose();
        _core?.Dispose();
        _end.Dispose();
    }

    private async Task BindAsync()
    {
        _log.Server($"Started server process [{Environment.ProcessId}]");
        var endpoints = new Endpoints(_settings, _status, _metrics, _faults, _schedule, _time);
        _server = new WebServer(_port, endpoints, new Middleware(_faults, _log, _settings.LogRequests));
        await _server.StartAsync(_signals.Asked);
        _log.Raw($"listening on http://{_port.Name}");
    }

    private async Task LoadAsync()
    {
        _workers.Start(_settings.Workers);
        _log.Info("loader", $"Starting to load model {_settings.ModelName} from {_settings.ModelFile}");
        long start = _time.GetTimestamp();
        NGramModel model = await ModelFile.LoadAsync(_settings.ModelFile, _settings.Order, _settings.LoadTime, _time, shard =>
            _log.Info("loader", $"Loading shards: {100 * shard / ModelFile.Shards}% Completed | {shard}/{ModelFile.Shards}"), _signals.Asked);
        _log.Info("loader", $"Model loading took {_time.GetElapsedTime(start).TotalSeconds:0.00} seconds: " +
            $"{model.LearnedTokens} tokens, {model.VocabularySize} words, order {_settings.Order}");
        _core = new EngineCore(model, _settings, _metrics, _faults, _time);
        _tasks.Add(_core.RunAsync(_end.Token));
        _tasks.Add(new ThroughputLog(_status, _metrics, _log, _time).RunAsync(_settings.StatsInterval, _end.Token));
        _status.Loaded(_core);
    }

    /// <summary>Until asked to stop. A background task that fails takes the engine with it.</summary>
    private async Task ServeAsync()
    {
        Task asked = Task.Delay(Timeout.InfiniteTimeSpan, _time, _signals.Asked);
        await await Task.WhenAny([asked, _tasks[0]]);
    }

    private async Task StopAsync()
    {
        _status.Drain();
        int open = _core?.Open ?? 0;
        _log.Info("server", $"Shutting down, {open} requests to finish");
        Task slow = _faults.TermDelay > TimeSpan.Zero ? Task.Delay(_faults.TermDelay, _time) : Task.CompletedTask;
        long start = _time.GetTimestamp();
        while (_core is { Open: > 0 } && _time.GetElapsedTime(start) < _settings.DrainTimeout)
            await Task.Delay(DrainLook, _time);
        await slow;
        if (_core is { Open: > 0 and int left })
            _log.Warning("server", $"{left} requests cut after {_settings.DrainTimeout.TotalSeconds:0.###}s");
        if (_server is not null)
            await _server.StopAsync(CloseConnections);
        _log.Server($"Finished server process [{Environment.ProcessId}]");
    }
}
