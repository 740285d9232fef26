namespace TinyEngine.Tests.Api;

public sealed class MetricsTests
{
    private const string Long = """{"prompt":"The river","max_tokens":1000,"ignore_eos":true}""";

    [Fact(Timeout = 60000)]
    public async Task Metrics_WhileRunning_Move()
    {
        using var engine = EngineProcess.Ready("--max-running", "1", "--token-delay", "10ms");
        using var gone = new CancellationTokenSource();
        Task[] requests = [Post(engine, gone.Token), Post(engine, gone.Token), Post(engine, gone.Token)];
        await Eventually.GetAsync(() => engine.MetricAsync("vllm:num_requests_waiting"), n => n == 2, "waiting");
        Assert.Equal(1, await engine.MetricAsync("vllm:num_requests_running"));
        Assert.True(await engine.MetricAsync("vllm:kv_cache_usage_perc") > 0);

        double tokens = await engine.MetricAsync("vllm:generation_tokens_total");
        await Eventually.GetAsync(() => engine.MetricAsync("vllm:generation_tokens_total"), n => n >= tokens + 5, "generation tokens");
        double steps = await engine.MetricAsync("vllm:iteration_tokens_total_count");
        await Eventually.GetAsync(() => engine.MetricAsync("vllm:iteration_tokens_total_count"), n => n >= steps + 5, "iterations");
        Assert.Equal(2, await engine.MetricAsync("vllm:prompt_tokens_total"));

        await gone.CancelAsync();
        foreach (Task request in requests)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await Eventually.GetAsync(() => engine.MetricAsync("vllm:request_success_total", "finished_reason=\"abort\""), n => n == 3, "aborts");
        Assert.Equal(0, await engine.MetricAsync("vllm:num_requests_running"));
        Assert.Equal(0, await engine.MetricAsync("vllm:num_requests_waiting"));
    }

    [Fact(Timeout = 60000)]
    public async Task Metrics_AfterRequests_AddUp()
    {
        using var engine = EngineProcess.Ready("--token-delay", "1ms");
        for (int i = 0; i < 3; i++)
            await engine.CompleteAsync("""{"prompt":"The river is","max_tokens":8,"ignore_eos":true}""");
        Assert.Equal(9, await engine.MetricAsync("vllm:prompt_tokens_total"));
        Assert.Equal(24, await engine.MetricAsync("vllm:generation_tokens_total"));
        Assert.Equal(24, await engine.MetricAsync("vllm:iteration_tokens_total_count"));
        Assert.Equal(33, await engine.MetricAsync("vllm:iteration_tokens_total_sum"));
        Assert.Equal(21, await engine.MetricAsync("vllm:iteration_tokens_total_bucket", "le=\"1.0\""));
        Assert.Equal(24, await engine.MetricAsync("vllm:iteration_tokens_total_bucket", "le=\"+Inf\""));
        Assert.Equal(3, await engine.MetricAsync("vllm:request_success_total", "finished_reason=\"length\""));
        Assert.Equal(3, await engine.MetricAsync("vllm:time_to_first_token_seconds_count"));
        Assert.Equal(3, await engine.MetricAsync("vllm:e2e_request_latency_seconds_count"));
        Assert.True(await engine.MetricAsync("vllm:e2e_request_latency_seconds_sum") > await engine.MetricAsync("vllm:time_to_first_token_seconds_sum"));
    }

    [Fact(Timeout = 60000)]
    public async Task Stats_WhileBusy_ArePrinted()
    {
        using var engine = EngineProcess.Ready("--stats-interval", "100ms");
        using var gone = new CancellationTokenSource();
        Task request = Post(engine, gone.Token);
        engine.WaitForLine("Running: 1 reqs, Waiting: 0 reqs");
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
    }

    private static async Task Post(EngineProcess engine, CancellationToken cancellation)
    {
        using var content = new StringContent(Long);
        using HttpResponseMessage answer = await engine.Client.PostAsync("/v1/completions", content, cancellation);
    }
}
