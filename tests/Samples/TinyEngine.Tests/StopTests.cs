using System.Net;
using System.Text.Json;

namespace TinyEngine.Tests;

public sealed class StopTests
{
    private const int Int = 2;
    private const int Term = 15;

    [Theory(Timeout = 60000)]
    [InlineData(Term)]
    [InlineData(Int)]
    public async Task Signal_WhileIdle_ExitsZero(int signal)
    {
        using var engine = EngineProcess.Ready();
        engine.Signal(signal);
        Assert.Equal(0, await engine.ExitAsync());
    }

    [Fact(Timeout = 60000)]
    public async Task Term_WhileRunning_FinishesTheRequestAndTakesNoNew()
    {
        using var engine = EngineProcess.Ready("--token-delay", "50ms");
        Task<(HttpStatusCode Status, JsonElement Body)> running =
            engine.PostAsync("/v1/completions", """{"prompt":"The river","max_tokens":40,"ignore_eos":true}""");
        await Eventually.GetAsync(() => engine.MetricAsync("vllm:num_requests_running"), n => n == 1, "running");
        engine.Signal(Term);
        engine.WaitForLine("Shutting down, 1 requests to finish");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await engine.HealthAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await engine.PostAsync("/v1/completions", """{"prompt":"The mill"}""")).Status);

        (HttpStatusCode status, JsonElement body) = await running;
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(40, body.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
        Assert.Equal(0, await engine.ExitAsync());
    }

    [Fact(Timeout = 60000)]
    public async Task Term_DrainTimeoutPassed_CutsTheRequestAndExitsZero()
    {
        using var engine = EngineProcess.Ready("--drain-timeout", "300ms");
        Task<(HttpStatusCode, JsonElement)> running =
            engine.PostAsync("/v1/completions", """{"prompt":"The river","max_tokens":2000,"ignore_eos":true}""");
        await Eventually.GetAsync(() => engine.MetricAsync("vllm:num_requests_running"), n => n == 1, "running");
        engine.Signal(Term);
        engine.WaitForLine("1 requests cut after 0.3s");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => running);
        Assert.Equal(0, await engine.ExitAsync());
    }

    [Fact(Timeout = 60000)]
    public async Task Term_AgainAfterASecond_EndsAtOnce()
    {
        using var engine = EngineProcess.Ready("--fault", "slow-term:1h@0s");
        engine.Signal(Term);
        engine.WaitForLine("Shutting down");
        await Eventually.TrueAsync(() => !engine.TrySignal(Term) || engine.HasExited, "the end after a second signal");
        Assert.Equal(128 + Term, await engine.ExitAsync());
    }
}
