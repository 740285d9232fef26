using System.Net;
using System.Net.Sockets;

namespace Supervision.Entrypoint.Tests.EndToEnd;

/// <summary>The demo: hocon/demo.conf with the tiny engine, on ports that are free here.</summary>
public sealed class DemoTests
{
    [Fact(Timeout = 120000)]
    public async Task Engine_KilledWith9_ComesBackAndPublishesEveryStepInOrder()
    {
        int[] ports = FreePorts(2);
        using var file = new TempFile("demo.conf", File.ReadAllText(Repository.PathOf("hocon", "demo.conf"))
            .Replace("8101", ports[0].ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("8102", ports[1].ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        await using DaemonProcess daemon = DaemonProcess.Start(
            ["run", file.Path, "--log-format", "json", "--set", "supervision.defaults.engine.backoff.min=200ms"],
            new() { ["TINY_ENGINE"] = DaemonProcess.TinyEngine });
        LogLine ready = await daemon.WaitForEventAsync("engine.ready", line => line.Engine == "tiny-1");
        await daemon.WaitForEventAsync("engine.ready", line => line.Engine == "tiny-2");
        Assert.Contains("choices", await CompleteAsync(ports[0]), StringComparison.Ordinal);

        Native.Kill(ready.Pid!.Value, Native.SIGKILL);

        await daemon.WaitForEventAsync("engine.ready", line => line.Engine == "tiny-1" && line.Attempt == 2);
        Assert.Contains("choices", await CompleteAsync(ports[0]), StringComparison.Ordinal);
        LogLine[] steps = [.. daemon.Log.Where(line => line.Engine == "tiny-1" && line.Event.StartsWith("engine.", StringComparison.Ordinal)
            && line.Event != "engine.output" && line.Number("sequence") > ready.Number("sequence"))];
        Assert.Equal(["engine.exited", "engine.backoff", "engine.starting", "engine.running", "engine.ready"], steps.Select(line => line.Event));
        Assert.Equal("SIGKILL", steps[0].Text("signal"));
        Assert.Equal(steps.Select(line => line.Number("sequence")).Order(), steps.Select(line => line.Number("sequence")));
        Assert.Single(daemon.Log, line => line.Event == "engine.starting" && line.Engine == "tiny-2");

        daemon.Signal(Native.SIGTERM);
        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Empty(daemon.Offspring);
    }

    private static async Task<string> CompleteAsync(int port)
    {
        using var client = new HttpClient { Timeout = DaemonProcess.Patience };
        using var body = new StringContent("""{"prompt": "The river", "max_tokens": 3}""", System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await client.PostAsync(new Uri($"http://127.0.0.1:{port}/v1/completions"), body);
        return await response.Content.ReadAsStringAsync();
    }

    private static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener listener in listeners)
            listener.Start();
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (TcpListener listener in listeners)
            listener.Dispose();
        return ports;
    }
}
