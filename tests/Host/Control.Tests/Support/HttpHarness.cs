using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Supervision.Actors.Settings;
using Supervision.Control.Http;

namespace Supervision.Control.Tests.Support;

/// <summary>A real server on a free port of the loopback, a unix socket, or both, in front of a real tree.</summary>
internal sealed class HttpHarness : IAsyncDisposable
{
    private HttpHarness(ControlHarness harness, HttpControlServer server, ControlSettings settings)
    {
        Inner = harness;
        Server = server;
        Settings = settings;
        Client = server.Address is { } address ? new HttpClient { BaseAddress = address } : OverSocket(settings.UnixPath!);
    }

    public ControlHarness Inner { get; }

    public ControlSettings Settings { get; }

    public HttpControlServer Server { get; }

    public HttpClient Client { get; }

    public static ControlSettings Loopback { get; } = new() { HttpHost = "127.0.0.1" };

    public static Task<HttpHarness> StartAsync(params EngineSettings[] engines) => StartAsync(ControlHarness.Start(engines), Loopback);

    public static async Task<HttpHarness> StartAsync(ControlHarness harness, ControlSettings settings) =>
        new(harness, await HttpControlServer.StartAsync(harness.Control, new HttpControlOptions { Settings = settings, Port = 0 }), settings);

    public static HttpClient OverSocket(string path) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellation) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = new Uri("http://localhost") };

    /// <summary>Sends a request and reads the answer as JSON.</summary>
    public async Task<(int Status, JsonElement Body)> SendAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.StartsWith('{') ? JsonDocument.Parse(text).RootElement : JsonSerializer.SerializeToElement(text));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Inner.Control.DisposeAsync();
        await Server.DisposeAsync();
        await Inner.DisposeAsync();
    }
}
