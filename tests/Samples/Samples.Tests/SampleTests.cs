using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Supervision.Samples.Tests;

/// <summary>Every sample runs, and does what it is there to show.</summary>
public sealed class SampleTests
{
    private static string Program(string project, string name) => Path.Combine(Repository.OutputOf(project), name);

    [Fact(Timeout = 120_000)]
    public async Task EmbeddedHost_GatesServesAndStops()
    {
        var (api, engine) = (Ports.Free(), Ports.Free());
        await using var host = DaemonProcess.StartProgram(
            [Program("EmbeddedHost", "embedded-host"), "--urls", $"http://127.0.0.1:{api}", "--EnginePort", $"{engine}"], []);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{api}") };
        await host.WaitForLineAsync("Now listening on");

        using var early = await client.GetAsync("/ask?prompt=The%20river");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, early.StatusCode);
        Assert.NotNull(early.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);

        await host.WaitForLineAsync("engine tiny ready");
        Assert.True(await UntilAsync(client, "/health/ready", HttpStatusCode.OK), host.Describe());
        var health = await client.GetFromJsonAsync<JsonElement>("/health/ready");
        Assert.Equal("RUNNING", health.GetProperty("checks").GetProperty("supervisor-ready").GetProperty("engines").GetProperty("tiny").GetProperty("state").GetString());
        Assert.StartsWith("The river", await client.GetStringAsync("/ask?prompt=The%20river"), StringComparison.Ordinal);
        Assert.Contains("engine=\"tiny\"", await client.GetStringAsync("/metrics"), StringComparison.Ordinal);
        Assert.Equal("1 ok", await (await client.PostAsync("/restart", null)).Content.ReadAsStringAsync());
        await host.WaitForLineAsync("engine tiny starting, attempt 2");

        host.Signal(15);
        Assert.Equal(0, await host.WaitForExitAsync());
        Assert.Empty(host.Offspring);
    }

    [Fact(Timeout = 120_000)]
    public async Task EmbeddedHost_WhoseEngineIsGivenUpOn_ExitsNonZero()
    {
        await using var host = DaemonProcess.StartProgram(
            [
                Program("EmbeddedHost", "embedded-host"), "--urls", $"http://127.0.0.1:{Ports.Free()}", "--TinyEngine", "/bin/false",
                "--Supervision:engines:tiny:budget:max-retries", "1", "--Supervision:engines:tiny:backoff:min", "50ms",
            ],
            []);

        Assert.Equal(1, await host.WaitForExitAsync());
        await host.WaitForLineAsync("the host stops with exit code 1");
    }

    [Fact(Timeout = 120_000)]
    public async Task CustomListener_TellsDowntimes()
    {
        await using var host = DaemonProcess.StartProgram([Program("CustomListener", "custom-listener")], []);

        Assert.Matches(@"^flaky was down for \d+\.\d\d s, now in attempt 2: exited with code 3$", await host.WaitForLineAsync("flaky was down"));
        host.Signal(15);
        Assert.Equal(0, await host.WaitForExitAsync());
        Assert.Empty(host.Offspring);
    }

    [Fact(Timeout = 120_000)]
    public async Task WorkerPool_ShowsRestartsOfActorsAndEngines()
    {
        await using var host = DaemonProcess.StartProgram([Program("WorkerPool", "worker-pool")], []);

        Assert.Equal(0, await host.WaitForExitAsync());
        await host.WaitForLineAsync("after the store was killed");
        Assert.Equal(
            [
                "job 0 by worker-0 as its no. 1; job 1 by worker-1 as its no. 1; job 2 cannot be done, worker-2 restarts; "
                + "job 3 by worker-0 as its no. 2; job 4 by worker-1 as its no. 2; job 5 by worker-2 as its no. 1",
                "rolling restart of 3 instances: 1 ok; replaced: 3",
                "rest-for-one after the store was killed: 4 processes replaced",
            ],
            host.Lines);
        Assert.Empty(host.Offspring);
    }

    private static Task<bool> UntilAsync(HttpClient client, string path, HttpStatusCode status) =>
        Eventually.Holds(async () => (await client.GetAsync(path)).StatusCode == status, DaemonProcess.Patience);
}
