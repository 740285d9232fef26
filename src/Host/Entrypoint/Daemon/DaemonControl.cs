using Supervision.Actors.Settings;
using Supervision.Control;
using Supervision.Control.Http;
using Supervision.Control.Pbm;
using Supervision.Control.Telemetry.Otlp;

namespace Supervision.Entrypoint.Daemon;

/// <summary>The doors at which the daemon takes commands.</summary>
internal sealed class DaemonControl : IAsyncDisposable
{
    private readonly HttpControlServer? _http;
    private readonly PbmHostOptions? _pbmOptions;
    private readonly PbmListeners? _listeners;
    private readonly OtlpSettings _telemetry;
    private PbmHost? _pbm;
    private ControlService? _control;
    private OtlpExporter? _exporter;

    private DaemonControl(HttpControlServer? http, PbmHostOptions? pbmOptions, PbmListeners? listeners, OtlpSettings telemetry)
    {
        _telemetry = telemetry;
        _http = http;
        _pbmOptions = pbmOptions;
        _listeners = listeners;
    }

    /// <summary>Where pbm is answered.</summary>
    public IEnumerable<string> PbmEndpoints => _listeners?.Endpoints ?? [];

    /// <summary>Opens them; who comes now waits until the tree is there.</summary>
    /// <returns>Null where there is none: then nothing of all this is loaded.</returns>
    /// <exception cref="IOException">An address cannot be used.</exception>
    public static async Task<DaemonControl?> OpenAsync(SupervisionSettings all, Func<bool> stopping)
    {
        ControlSettings settings = all.Control;
        PbmHostOptions? options = PbmDoor.Options(settings.Pbm, ProductVersion.Line);
        long files = OpenFiles.Limit;
        if (options is not null)
            options = options with { MaxConnections = OpenFiles.Connections(files, options.MaxConnections) };
        PbmListeners? listeners = options is null ? null : PbmListeners.Open(options);
        if (listeners is { Endpoints.IsEmpty: true })
            listeners = null;
        try
        {
            HttpControlServer? http = settings.HttpHost is null && settings.UnixPath is null
                ? null
                : await HttpControlServer.OpenAsync(new HttpControlOptions
                {
                    Settings = settings,
                    Stopping = stopping,
                    MostConnections = OpenFiles.Connections(files, new HttpControlOptions { Settings = settings }.MostConnections),
                });
            return http is null && listeners is null && all.Otlp.Endpoint is null ? null : new DaemonControl(http, options, listeners, all.Otlp);
        }
        catch
        {
            listeners?.Dispose();
            throw;
        }
    }

    /// <summary>Lets everybody in, and begins to send telemetry where there is a collector.</summary>
    /// <param name="tree">What is commanded.</param>
    /// <param name="options">What the service may do beside.</param>
    /// <param name="telemetry">Hears why telemetry cannot be sent, and null when it can again.</param>
    /// <returns>The service behind them; null for a stand-in of a tree.</returns>
    public ControlService? Serve(IRunningTree tree, ControlOptions options, Action<string?> telemetry)
    {
        if (tree.Tree is not { } real)
            return null;
        _control = new ControlService(real, options);
        _exporter = OtlpExporter.Start(_control, _telemetry, telemetry, Environment.GetEnvironmentVariable("OTEL_RESOURCE_ATTRIBUTES"));
        _http?.Serve(_control);
        if (_listeners is not null)
        {
            _pbm = new PbmHost(real.System, _pbmOptions, _listeners).RegisterControlPalettes(_control);
            _pbm.Start();
        }
        return _control;
    }

    public async ValueTask DisposeAsync()
    {
        // Before the service, whose last numbers it sends.
        if (_exporter is not null)
            await _exporter.DisposeAsync();
        // The service before its doors: it ends what goes on for ever, such as events that somebody follows.
        if (_control is not null)
            await _control.DisposeAsync();
        if (_pbm is not null)
            await _pbm.DisposeAsync();
        else
            _listeners?.Dispose();
        if (_http is not null)
            await _http.DisposeAsync();
    }
}
