using System.Net;
using System.Net.Sockets;
using Supervision.Actors.Settings;
using Supervision.Control.Http.Server;

namespace Supervision.Control.Http;

/// <summary>The HTTP server in front of a control service.</summary>
public sealed class HttpControlServer : IAsyncDisposable
{
    private readonly HttpServer _server;
    private readonly HttpControlOptions _options;
    private readonly TaskCompletionSource<ControlApplication> _application = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _endpoints = [];
    private readonly ServerTls? _tls;
    private ControlService? _control;

    private HttpControlServer(HttpControlOptions options, HttpListeners listeners, ServerTls? tls)
    {
        _options = options;
        _tls = tls;
        _server = new HttpServer(new HttpServerOptions { MostConnections = options.MostConnections, Tls = tls }, AnswerAsync);
        if (listeners.Tcp is { LocalEndPoint: { } local } tcp)
        {
            Address = new Uri($"{(tls is null ? "http" : "https")}://{local}");
            _endpoints.Add(Address.ToString().TrimEnd('/'));
            _server.Listen(tcp);
        }

        if (listeners.Unix is { } unix)
        {
            _endpoints.Add($"unix:{options.Settings.UnixPath}");
            _server.Listen(unix);
        }
    }

    /// <summary>Where it listens over TCP, with the port that was found; null where it does not.</summary>
    public Uri? Address { get; private set; }

    /// <summary>Opens the listeners and answers requests.</summary>
    /// <param name="control">Carries the requests out.</param>
    /// <param name="options">Where, and who may.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IOException">An address cannot be used, or the certificate cannot be read.</exception>
    /// <exception cref="ArgumentException">Strangers could command, and <c>insecure</c> is not set; or there is nothing to listen on.</exception>
    public static async Task<HttpControlServer> StartAsync(
        ControlService control, HttpControlOptions options, CancellationToken cancellation = default)
    {
        var server = await OpenAsync(options, cancellation).ConfigureAwait(false);
        server.Serve(control);
        return server;
    }

    /// <summary>Opens the listeners; requests wait until somebody serves them. For who must know that he has the address before he starts a tree.</summary>
    /// <param name="options">Where, and who may.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IOException">An address cannot be used, or the certificate cannot be read.</exception>
    /// <exception cref="ArgumentException">Strangers could command, and <c>insecure</c> is not set; or there is nothing to listen on.</exception>
    public static async Task<HttpControlServer> OpenAsync(HttpControlOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var settings = options.Settings;
        var tcp = settings.HttpHost is null ? null : await ResolveAsync(settings, options.Port ?? settings.HttpPort, cancellation).ConfigureAwait(false);
        Check(settings, tcp);
        var tls = ServerTls.Load(settings);
        try
        {
            return new HttpControlServer(options, await HttpListeners.OpenAsync(settings, tcp, cancellation).ConfigureAwait(false), tls);
        }
        catch
        {
            tls?.Dispose();
            throw;
        }
    }

    /// <summary>Answers requests from now on.</summary>
    /// <param name="control">Carries them out.</param>
    /// <exception cref="InvalidOperationException">It serves already.</exception>
    public void Serve(ControlService control)
    {
        ArgumentNullException.ThrowIfNull(control);
        if (_control is not null)
        {
            throw new InvalidOperationException("it serves already");
        }

        _control = control;
        _endpoints.ForEach(control.Endpoints.Add);
        _application.SetResult(new ControlApplication(new ControlRoutes(control, _options.Stopping), new Gatekeeper(_options.Settings), control.Time));
    }

    /// <summary>Closes the listeners; what is under way gets two seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync().ConfigureAwait(false);
        _tls?.Dispose();
        if (_control is { } control)
        {
            _endpoints.ForEach(control.Endpoints.Remove);
        }
    }

    private static void Check(ControlSettings settings, IPEndPoint? tcp)
    {
        if (tcp is null && settings.UnixPath is null)
        {
            throw new ArgumentException("there is nothing to listen on", nameof(settings));
        }

        if (settings.Insecure || settings.HasCredentials)
        {
            return;
        }

        if ((tcp is not null && !IPAddress.IsLoopback(tcp.Address)) || (settings.UnixPath is not null && (settings.UnixMode & 0x6) != 0))
        {
            throw new ArgumentException("others could command without credentials, and insecure is not set", nameof(settings));
        }
    }

    private static async Task<IPEndPoint> ResolveAsync(ControlSettings settings, int port, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(settings.HttpHost, out var literal))
        {
            return new IPEndPoint(literal, port);
        }

        try
        {
            return new IPEndPoint((await Dns.GetHostAddressesAsync(settings.HttpHost!, cancellation).ConfigureAwait(false))[0], port);
        }
        catch (SocketException error)
        {
            throw ListenProblem.Of($"supervision.control.http.listen = {settings.HttpHost}:{port}", error);
        }
    }

    // Who comes before there is a tree waits.
    private async Task AnswerAsync(HttpExchange exchange) =>
        await (await _application.Task.WaitAsync(exchange.Aborted).ConfigureAwait(false)).AnswerAsync(exchange).ConfigureAwait(false);
}
