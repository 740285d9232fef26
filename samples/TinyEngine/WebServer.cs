using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TinyEngine.Api;
using TinyEngine.Processes;

namespace TinyEngine;

/// <summary>The HTTP side: the smallest ASP.NET Core host that routes.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private const long MostBodyBytes = 4 << 20;

    private readonly WebApplication _app;
    private readonly EnginePort _port;
    private Socket? _socket;

    public WebServer(EnginePort port, Endpoints endpoints, Middleware middleware)
    {
        _port = port;
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBodyBytes;
            kestrel.Listen(System.Net.IPAddress.Loopback, 0); // Replaced by the socket below.
        });
        builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = _ => _socket!);
        builder.Services.AddRoutingCore();

        // The host's own lifetime would take SIGTERM for itself.
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, NoLifetime>());
        _app = builder.Build();
        _app.Use(middleware.InvokeAsync);
        _app.UseRouting();
        endpoints.Map(_app);
    }

    /// <summary>Throws SocketException when the address cannot be had.</summary>
    public Task StartAsync(CancellationToken cancellation)
    {
        _socket = _port.Bind();
        return _app.StartAsync(cancellation);
    }

    /// <summary>Closes the port, then waits for answers under way, at most <paramref name="longest"/>.</summary>
    public async Task StopAsync(TimeSpan longest)
    {
        using var limit = new CancellationTokenSource(longest);
        try
        {
            await _app.StopAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // Connections that did not end in time were cut.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _socket?.Dispose();
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
