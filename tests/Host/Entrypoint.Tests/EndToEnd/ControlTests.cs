using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Supervision.Entrypoint.Tests.EndToEnd;

/// <summary>A real daemon that takes commands over HTTP.</summary>
public sealed class ControlTests : IDisposable
{
    private const string Token = "a-token-for-this-test";
    private readonly string _address = FreeAddress();
    private readonly HttpClient _client;

    public ControlTests() => _client = new HttpClient { BaseAddress = new Uri($"http://{_address}") };

    public void Dispose() => _client.Dispose();

    [Fact(Timeout = 60000)]
    public async Task Commands_ByToken_AreCarriedOut_AndLoggedWithTheirGiver()
    {
        await using DaemonProcess daemon = DaemonProcess.Start(
            ["--log-format", "json", .. DaemonProcess.Fast, "--", "sh", "-c", "echo token=[$SUPERVISION_CONTROL_TOKEN]; exec sleep 300"],
            new() { ["SUPERVISION_CONTROL_HTTP"] = _address, ["SUPERVISION_CONTROL_TOKEN"] = Token });
        await daemon.WaitForEventAsync("engine.ready");
        // Whoever has it commands the daemon.
        await daemon.WaitForAnyAsync("the engine's output", line => line.Message == "token=[]");

        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.GetAsync("/api/v1/engines")).StatusCode);
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        Assert.Contains("\"state\":\"running\"", await _client.GetStringAsync("/api/v1/engines"), StringComparison.Ordinal);
        Assert.Contains("\"version\":", await _client.GetStringAsync("/api/v1/system"), StringComparison.Ordinal);
        using var level = await _client.PutAsync("/api/v1/system/log-level", new StringContent("""{"level":"debug"}""", Encoding.UTF8, "application/json"));
        using var restarted = await _client.PostAsync("/api/v1/engines/all/restart", new StringContent("""{"wait":true}""", Encoding.UTF8, "application/json"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (level.StatusCode, restarted.StatusCode));
        var given = await daemon.WaitForEventAsync("control.command", line => line.Text("command") == "restart");
        Assert.StartsWith("environment (http 127.0.0.1:", given.Text("by")!, StringComparison.Ordinal);
        await daemon.WaitForEventAsync("heartbeat.received");
        Assert.DoesNotContain(daemon.Lines, line => line.Contains(Token, StringComparison.Ordinal));

        using var shutdown = await _client.PostAsync("/api/v1/system/shutdown", null);
        Assert.Equal(HttpStatusCode.OK, shutdown.StatusCode);
        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Empty(daemon.Errors);
    }

    [Fact(Timeout = 60000)]
    public async Task Reload_BySignal_ShowsInTheConfiguration()
    {
        string Text(string more) => $$"""
            supervision { control.http.listen = "{{_address}}", engines.a { command = [sleep, 300] {{more}} } }
            """;
        using var file = new TempFile("engines.conf", Text(""));
        await using DaemonProcess daemon = DaemonProcess.StartFast("run", file.Path);
        await daemon.WaitForEventAsync("engine.ready");
        var before = (await _client.GetAsync("/api/v1/configuration")).Headers.ETag;

        file.Write(Text(", labels.tier = gold"));
        daemon.Signal(10);
        await daemon.WaitForEventAsync("control.command", line => line.Text("by") == "SIGUSR1" && line.Text("command") == "reload");

        Assert.NotEqual(before, (await _client.GetAsync("/api/v1/configuration")).Headers.ETag);
        Assert.Contains("\"tier\":\"gold\"", await _client.GetStringAsync("/api/v1/engines?target=tier=gold"), StringComparison.Ordinal);
        daemon.Signal(Native.SIGTERM);
        Assert.Equal(0, await daemon.WaitForExitAsync());
    }

    [Fact(Timeout = 60000)]
    public async Task Connections_OfStrangers_LeaveFilesToStartEnginesWith()
    {
        string path = Path.Combine(Path.GetTempPath(), $"control-{Guid.NewGuid():N}.sock");
        await using DaemonProcess daemon = DaemonProcess.Start(
            ["--log-format", "json", .. DaemonProcess.Fast, "--", "sleep", "300"],
            new() { ["SUPERVISION_CONTROL_HTTP"] = _address, ["SUPERVISION_CONTROL_SOCKET"] = path },
            read: true, "sh", "-c", "ulimit -n 300; exec \"$0\" \"$@\"");
        await daemon.WaitForEventAsync("engine.ready");

        List<Socket> strangers = [];
        try
        {
            for (int i = 0; i < 400; i++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                strangers.Add(socket);
                await socket.ConnectAsync(IPEndPoint.Parse(_address));
            }
            using var client = new HttpClient(new SocketsHttpHandler
            {
                ConnectCallback = async (_, cancellation) =>
                {
                    var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            })
            { BaseAddress = new Uri("http://localhost") };

            using var restarted = await client.PostAsync("/api/v1/engines/all/restart", new StringContent("""{"wait":true}""", Encoding.UTF8, "application/json"));

            Assert.Equal(HttpStatusCode.OK, restarted.StatusCode);
            Assert.InRange(Directory.GetFileSystemEntries($"/proc/{daemon.Pid}/fd").Length, 1, 250);
        }
        finally
        {
            strangers.ForEach(socket => socket.Dispose());
        }
        daemon.Signal(Native.SIGTERM);
        Assert.Equal(0, await daemon.WaitForExitAsync());
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(300, 25)]
    [InlineData(4096, 499)]
    [InlineData(1048576, 1000)]
    [InlineData(long.MaxValue, 1000)]
    public void Connections_AreAShareOfTheOpenFiles(long limit, int connections) =>
        Assert.Equal(connections, Supervision.Entrypoint.Daemon.OpenFiles.Connections(limit, 1000));

    [Fact(Timeout = 60000)]
    public async Task Telemetry_ThatReachesNobody_IsToldOnce_AndHoldsUpNothing()
    {
        await using DaemonProcess daemon = DaemonProcess.Start(
            ["--log-format", "json", "--set", "supervision.telemetry.otlp.interval=1s", "--set", "supervision.control.pbm.enabled=off", .. DaemonProcess.Fast,
             "--", "sh", "-c", "echo secret=[$SUPERVISION_OTLP_AUTHORIZATION]; exec sleep 300"],
            new() { ["SUPERVISION_OTLP_ENDPOINT"] = $"http://{_address}", ["SUPERVISION_OTLP_AUTHORIZATION"] = "Bearer " + Token });
        await daemon.WaitForEventAsync("engine.ready");
        await daemon.WaitForAnyAsync("the engine's output", line => line.Message == "secret=[]");

        var failed = await daemon.WaitForEventAsync("telemetry.failed");
        Assert.StartsWith($"http://{_address}/v1/", failed.Text("problem"), StringComparison.Ordinal);

        daemon.Signal(Native.SIGTERM);
        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Single(daemon.Lines, line => line.Contains("telemetry.failed", StringComparison.Ordinal));
        Assert.DoesNotContain(daemon.Lines, line => line.Contains(Token, StringComparison.Ordinal));
    }

    [Fact(Timeout = 60000)]
    public async Task Listener_ThatWouldLetStrangersIn_StartsNothing()
    {
        await using DaemonProcess daemon = DaemonProcess.Start(["--", "echo", "never"], new() { ["SUPERVISION_CONTROL_HTTP"] = "0.0.0.0:9001" });

        Assert.Equal(2, await daemon.WaitForExitAsync());
        Assert.Contains("nobody has credentials", daemon.Errors, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task Listener_OnATakenAddress_StartsNothing()
    {
        using var taken = new TcpListener(IPEndPoint.Parse(_address));
        taken.Start();
        await using DaemonProcess daemon = DaemonProcess.Start(["--", "echo", "never"], new() { ["SUPERVISION_CONTROL_HTTP"] = _address });

        Assert.Equal(70, await daemon.WaitForExitAsync());
        Assert.Contains(daemon.Lines, line => line.Contains("supervision.control", StringComparison.Ordinal));
        Assert.DoesNotContain(daemon.Lines, line => line.EndsWith("never", StringComparison.Ordinal));
    }

    [Fact(Timeout = 60000)]
    public async Task Daemon_WithoutControl_LoadsNoWebServer()
    {
        // The engine looks, at once: a second later the daemon maps everything, for an upgrade of its file.
        await using DaemonProcess daemon = DaemonProcess.StartFast(
            "--", "sh", "-c", "echo loaded: $(grep -oE 'System.Runtime.dll|AspNetCore|System.Net.Security' /proc/$PPID/maps | sort -u); exec sleep 300");

        // What speaks TLS there is the last that it would load, and the largest.
        Assert.Equal("loaded: System.Runtime.dll", (await daemon.WaitForEventAsync("engine.output")).Message);
    }

    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener.LocalEndpoint.ToString()!;
    }
}
