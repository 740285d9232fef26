using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Supervision.Actors.Settings;

namespace Supervision.Entrypoint.Tests.EndToEnd;

/// <summary>The preset of vLLM on the tiny engine, which answers and counts as vLLM does.</summary>
public sealed class PresetTests
{
    [Fact(Timeout = 120000)]
    public async Task FrozenEngine_ThatSaysItIsHealthy_IsFoundHungAndServesAgain()
    {
        int port = FreePort();
        string text = port.ToString(CultureInfo.InvariantCulture);
        await using DaemonProcess daemon = DaemonProcess.Start(
            [
                "--log-format", "json", "--log-level", "debug", .. DaemonProcess.Fast,
                "--set", "supervision.defaults.engine.heartbeat.progress.hang-timeout=2s",
                "--set", "supervision.defaults.engine.heartbeat.progress.interval=200ms",
                "--", DaemonProcess.TinyEngine, "--port", text, "--control", "--token-delay", "50ms",
            ],
            new() { ["SUPERVISION_PRESET"] = "vllm" });
        await daemon.WaitForEventAsync("engine.ready");
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{text}"), Timeout = DaemonProcess.Patience };

        // Without work its counters stand still as well, and that is healthy.
        await daemon.WaitForEventAsync("progress.sampled", line => line.Text("state") == "idle");
        Task<HttpResponseMessage> work = PostAsync(client, "/v1/completions", """{"prompt": "The river", "max_tokens": 1500, "ignore_eos": true}""");
        await daemon.WaitForEventAsync("progress.sampled", line => line.Text("state") == "moving" && line.Message.Contains("1 running", StringComparison.Ordinal));
        (await PostAsync(client, "/control/fault", """{"kind": "freeze-progress"}""")).Dispose();

        LogLine hung = await daemon.WaitForEventAsync("progress.hung");
        Assert.Contains("1 running", hung.Message, StringComparison.Ordinal);
        LogLine exited = await daemon.WaitForEventAsync("engine.exited");
        Assert.Contains("work in flight and no progress", exited.Message, StringComparison.Ordinal);
        Assert.Equal("hung", exited.Text("failure"));
        await Assert.ThrowsAnyAsync<Exception>(() => work);

        await daemon.WaitForEventAsync("engine.ready", line => line.Attempt == 2);
        using HttpResponseMessage answer = await PostAsync(client, "/v1/completions", """{"prompt": "The river", "max_tokens": 3}""");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        daemon.Signal(Native.SIGTERM);
        Assert.Equal(0, await daemon.WaitForExitAsync());
    }

    [Fact(Timeout = 60000)]
    public async Task Preset_WithoutAName_ListsThemAll()
    {
        await using DaemonProcess daemon = DaemonProcess.Start("preset");

        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Equal(Presets.Names, daemon.Lines.Select(line => line.Split(' ')[0]));
        Assert.Equal("vllm          vLLM's OpenAI server (`vllm serve`)", daemon.Lines[0]);
    }

    [Fact(Timeout = 60000)]
    public async Task Preset_ByItsName_IsPrinted()
    {
        await using DaemonProcess daemon = DaemonProcess.Start("preset", "triton");

        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Equal(Presets.TextOf("triton"), string.Join('\n', daemon.Lines) + "\n");
    }

    [Fact(Timeout = 60000)]
    public async Task Config_WithOrigins_ShowsWhatThePresetWrote()
    {
        await using DaemonProcess daemon = DaemonProcess.Start(["config", "--origins", "--", "vllm", "serve", "m"], new() { ["SUPERVISION_PRESET"] = "vllm" });

        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Contains(daemon.Lines, line => line.Contains("%(port)/health", StringComparison.Ordinal) && line.Contains("# builtin:presets/vllm.conf:", StringComparison.Ordinal));
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        return await client.PostAsync(new Uri(path, UriKind.Relative), body);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
