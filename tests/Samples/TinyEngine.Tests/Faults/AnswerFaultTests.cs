using System.Diagnostics;
using System.Net;

namespace TinyEngine.Tests.Faults;

public sealed class AnswerFaultTests
{
    private const string Short = """{"prompt":"The river","max_tokens":3,"ignore_eos":true}""";

    [Fact(Timeout = 60000)]
    public async Task Hang_Active_AcceptsAndNeverAnswers()
    {
        using var engine = EngineProcess.Ready("--control", "--fault=hang@ready");
        engine.WaitForLine("firing hang@ready");
        foreach (string path in (string[])["/health", "/v1/models", "/metrics"])
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.Client.GetAsync(path, limit.Token));
        }

        Assert.Equal("hang", (await engine.GetJsonAsync("/control/fault")).GetProperty("active")[0].GetString());
        Task<string> held = engine.CompleteAsync(Short);
        await engine.Client.DeleteAsync("/control/fault");
        Assert.NotEmpty(await held);
        Assert.Equal(HttpStatusCode.OK, await engine.HealthAsync());
    }

    [Fact(Timeout = 60000)]
    public async Task FreezeProgress_Active_HealthIs200AndCountersStand()
    {
        using var engine = EngineProcess.Ready("--control", "--token-delay=1ms", "--fault=freeze-progress@request:2");
        await engine.CompleteAsync(Short);
        Task<string> held = engine.CompleteAsync(Short);
        await Eventually.GetAsync(() => engine.MetricAsync("vllm:num_requests_running"), n => n == 1, "running");
        double tokens = await engine.MetricAsync("vllm:generation_tokens_total");
        Task<string> behind = engine.CompleteAsync(Short);
        await Eventually.GetAsync(() => engine.MetricAsync("vllm:num_requests_waiting"), n => n == 1, "waiting");
        Assert.Equal(HttpStatusCode.OK, await engine.HealthAsync());
        Assert.Equal(tokens, await engine.MetricAsync("vllm:generation_tokens_total"));
        Assert.False(held.IsCompleted);

        await engine.Client.DeleteAsync("/control/fault");
        Assert.NotEmpty(await held);
        Assert.NotEmpty(await behind);
        Assert.Equal(9, await engine.MetricAsync("vllm:generation_tokens_total"));
    }

    [Fact(Timeout = 60000)]
    public async Task Slow_Active_HealthTakesThatLong()
    {
        using var engine = EngineProcess.Ready("--fault=slow:700ms@ready");
        engine.WaitForLine("firing slow:700ms@ready");
        var clock = Stopwatch.StartNew();
        Assert.Equal(HttpStatusCode.OK, await engine.HealthAsync());
        Assert.True(clock.Elapsed >= TimeSpan.FromMilliseconds(690), $"{clock.Elapsed}");
    }

    [Fact(Timeout = 60000)]
    public async Task Unhealthy_ForATime_Is503AndThenHeals()
    {
        using var engine = EngineProcess.Ready("--token-delay=1ms", "--fault=unhealthy:5s@ready");
        engine.WaitForLine("firing unhealthy");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await engine.HealthAsync());
        Assert.NotEmpty(await engine.CompleteAsync(Short));
        await Eventually.GetAsync(engine.HealthAsync, s => s == HttpStatusCode.OK, "health");
    }
}
