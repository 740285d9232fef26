using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace TinyEngine.Tests;

public sealed class LoadingTests
{
    [Fact(Timeout = 60000)]
    public async Task BindEarly_WhileLoading_Answers503UntilLoaded()
    {
        using var engine = EngineProcess.Listening("--load-time", "6s");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await engine.HealthAsync());
        (HttpStatusCode status, JsonElement body) = await engine.PostAsync("/v1/completions", """{"prompt":"The river"}""");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("the model is loading", body.GetProperty("error").GetProperty("message").GetString());
        Assert.Equal(0, (await engine.GetJsonAsync("/v1/models")).GetProperty("data").GetArrayLength());
        Assert.Equal(0, await engine.MetricAsync("vllm:num_requests_running"));

        engine.WaitForLine("Loading shards: 50% Completed | 4/8");
        engine.WaitForLine("Application startup complete");
        Assert.Equal(HttpStatusCode.OK, await engine.HealthAsync());
        Assert.Equal("tiny", (await engine.GetJsonAsync("/v1/models")).GetProperty("data")[0].GetProperty("id").GetString());
    }

    [Fact(Timeout = 60000)]
    public async Task BindLate_WhileLoading_RefusesConnections()
    {
        int port = FreePort();
        using var engine = EngineProcess.Start("--port", $"{port}", "--bind", "late", "--load-time", "6s");
        engine.WaitForLine("Loading shards: 12%");
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var refused = await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync(IPAddress.Loopback, port));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);

        engine.Client.BaseAddress = new Uri(engine.WaitForLine("listening on ")["listening on ".Length..]);
        engine.WaitForLine("Application startup complete");
        Assert.Equal(port, engine.Port);
        Assert.Equal(HttpStatusCode.OK, await engine.HealthAsync());
        Assert.True(engine.Lines.ToList().FindIndex(l => l.StartsWith("listening", StringComparison.Ordinal))
            > engine.Lines.ToList().FindIndex(l => l.Contains("100% Completed", StringComparison.Ordinal)));
    }

    [Fact(Timeout = 60000)]
    public async Task Stop_WhileLoading_EndsAtOnce()
    {
        using var engine = EngineProcess.Listening("--load-time", "1h");
        engine.Signal(15);
        Assert.Equal(0, await engine.ExitAsync());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
