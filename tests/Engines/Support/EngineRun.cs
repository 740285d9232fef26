using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Supervision.Engines.Tests.Support;

/// <summary>
/// The real <c>supervision</c> with a HOCON file, a folder of its own and its JSON log at level debug. Nothing of it is left behind.
/// </summary>
internal sealed class EngineRun : IAsyncDisposable
{
    /// <summary>For every wait: a machine with many neighbours is slow, and a test that waits in vain fails with the log.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly EngineFolder _folder;
    private readonly DaemonProcess _daemon;

    private EngineRun(EngineFolder folder, DaemonProcess daemon)
    {
        _folder = folder;
        _daemon = daemon;
        daemon.Deadline = Patience;
    }

    public DaemonProcess Daemon => _daemon;

    /// <summary>Lines of the daemon so far.</summary>
    public IReadOnlyList<LogLine> Log => _daemon.Log;

    /// <summary>Starts the daemon with a configuration in a folder, which goes when the run does.</summary>
    public static EngineRun Start(EngineFolder folder, string hocon, Dictionary<string, string?>? environment = null, params string[] wrapper) => new(
        folder,
        DaemonProcess.Start(
            ["run", folder.Write("engines.conf", hocon), "--log-format", "json", "--log-level", "debug", .. DaemonProcess.Fast],
            environment ?? [], read: true, wrapper));

    /// <summary>A port that nobody has.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The tiny engine's command, as HOCON; faults can be asked of it over HTTP.</summary>
    public static string Tiny(int port, params string[] flags) =>
        JsonSerializer.Serialize<string[]>([DaemonProcess.TinyEngine, "--port", port.ToString(CultureInfo.InvariantCulture), "--control", .. flags]);

    /// <summary>The same for a shell script.</summary>
    public static string TinyInShell(int port, params string[] flags) =>
        $"exec {DaemonProcess.TinyEngine} --port {port} --control {string.Join(' ', flags)}";

    /// <summary>Settings of an engine that make its preset's probes and scrapes fast enough for a test.</summary>
    public static string FastPreset(string engine, string preset = "vllm") => $$"""
        supervision.engines.{{engine}} {
          preset = {{preset}}
          probes { startup.fast-period = 200ms, readiness { period = 200ms, fast-period = 200ms }, liveness.period = 200ms }
          heartbeat.progress { interval = 200ms, hang-timeout = 2s }
        }
        """;

    public Task<LogLine> EventAsync(string name, Func<LogLine, bool>? also = null) => _daemon.WaitForEventAsync(name, also);

    /// <summary>Ready in that attempt.</summary>
    public Task<LogLine> ReadyAsync(int attempt = 1, string? engine = null) =>
        EventAsync("engine.ready", line => line.Attempt == attempt && (engine is null || line.Engine == engine));

    /// <summary>The end of that attempt.</summary>
    public Task<LogLine> ExitedAsync(int attempt = 1, string? engine = null) =>
        EventAsync("engine.exited", line => line.Attempt == attempt && (engine is null || line.Engine == engine));

    /// <summary>The attempt failed, and that is why: told with its end, or once its last lines had been read.</summary>
    public Task<LogLine> FailedAsAsync(string kind, int attempt = 1, string? engine = null) => _daemon.WaitForAnyAsync(
        $"failure {kind}",
        line => line.Event is "engine.exited" or "engine.failure-classified" && line.Text("failure") == kind && line.Attempt == attempt
            && (engine is null || line.Engine == engine));

    /// <summary>In service again: ready in that attempt, as another process, and a request is answered.</summary>
    public async Task BackInServiceAsync(LogLine before, int port, int attempt = 2)
    {
        LogLine ready = await ReadyAsync(attempt, before.Engine);
        Assert.NotEqual(before.Pid, ready.Pid);
        await CompletesAsync(port);
    }

    /// <summary>A line that the engine writes once it can.</summary>
    public async Task<string> OutputAsync(string part, int attempt = 1) =>
        (await EventAsync("engine.output", line => line.Attempt == attempt && line.Message.Contains(part, StringComparison.Ordinal))).Message;

    /// <summary>The number at the end of such a line.</summary>
    public async Task<int> PidInAsync(string part, int attempt = 1)
    {
        string line = await OutputAsync(part, attempt);
        return int.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
    }

    /// <summary>Asked to stop, it ends with 0 and leaves no process.</summary>
    public async Task StopsAsync()
    {
        _daemon.Signal(Native.SIGTERM);
        Assert.Equal(0, await _daemon.WaitForExitAsync());
        Assert.Empty(_daemon.Offspring);
    }

    /// <summary>Gave up with that code; the line that says why.</summary>
    public async Task<LogLine> GivesUpAsync(int code)
    {
        Assert.True(code == await _daemon.WaitForExitAsync(), _daemon.Describe());
        Assert.Empty(_daemon.Offspring);
        return Assert.Single(Log, line => line.Event == "daemon.gave-up");
    }

    public async ValueTask DisposeAsync()
    {
        await _daemon.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A real request with a real answer.</summary>
    public static async Task CompletesAsync(int port)
    {
        using HttpClient client = Client(port);
        using HttpResponseMessage answer = await PostAsync(client, "/v1/completions", """{"prompt": "The river", "max_tokens": 3}""");
        string body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, body);
        using JsonDocument json = JsonDocument.Parse(body);
        Assert.NotEqual("", json.RootElement.GetProperty("choices")[0].GetProperty("text").GetString());
    }

    public static HttpClient Client(int port) => new() { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Patience };

    /// <summary>A request that runs for minutes unless something ends it; whoever starts it observes how it ends.</summary>
    public static Task<HttpResponseMessage> LongRequestAsync(HttpClient client) =>
        PostAsync(client, "/v1/completions", """{"prompt": "The river", "max_tokens": 2000, "ignore_eos": true}""");

    /// <summary>Asks the tiny engine to fail.</summary>
    public static async Task FaultAsync(int port, string kind, string argument = "")
    {
        using HttpClient client = Client(port);
        using HttpResponseMessage answer = await PostAsync(
            client, "/control/fault", $$"""{"kind": "{{kind}}"{{(argument.Length == 0 ? "" : $", \"arg\": \"{argument}\"")}}}""");
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
    }

    public static async Task<HttpStatusCode> StatusAsync(int port, string path)
    {
        using HttpClient client = Client(port);
        using HttpResponseMessage answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    public static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        return await client.PostAsync(new Uri(path, UriKind.Relative), body);
    }
}
