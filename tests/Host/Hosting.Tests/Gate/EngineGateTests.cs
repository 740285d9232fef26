using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Supervision.Hosting.Tests.Support;

namespace Supervision.Hosting.Tests.Gate;

/// <summary>Requests pass while the engine is ready, and are told when to come again otherwise.</summary>
public sealed class EngineGateTests
{
    private static Task Ok(HttpContext context) => context.Response.WriteAsync("served");

    [Fact(Timeout = 60_000)]
    public async Task Middleware_BeforeAndAfterReady_RefusesAndServes()
    {
        await using var host = await TestHost.StartAsync(
            (supervision, folder) => supervision.WithEngine("e", engine => engine.Sleeper().ReadyWith($"{folder}/ready")),
            pipeline: app =>
            {
                app.UseEngineGate("e", "/v1");
                app.MapGet("/v1/models", Ok);
                app.MapGet("/other", Ok);
            });
        await host.Log.WaitAsync(entry => entry.Id.Id == 1301);

        var refused = await WaitForAsync(host, problem => problem.GetProperty("state").GetString() == "RUNNING");
        Assert.Equal("application/problem+json", refused.Response.Content.Headers.ContentType!.MediaType);
        Assert.InRange(refused.Response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 6);
        Assert.Equal((503, "e", "engine e is starting"), (refused.Problem.GetProperty("status").GetInt32(), refused.Problem.GetProperty("engine").GetString(), refused.Problem.GetProperty("detail").GetString()));
        Assert.InRange(refused.Problem.GetProperty("heartbeatAge").GetDouble(), 0, 60);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/other")).StatusCode);

        File.WriteAllText($"{host.Folder}/ready", "");
        await host.Log.WaitAsync(entry => entry.Id.Id == 1400);
        await UntilServedAsync(host, "/v1/models");

        File.Delete($"{host.Folder}/ready");
        await host.Log.WaitAsync(entry => entry.Id.Id == 1401);
        Assert.Equal("engine e runs and is not ready", (await WaitForAsync(host, _ => true)).Problem.GetProperty("detail").GetString());
    }

    [Fact(Timeout = 60_000)]
    public async Task Endpoint_ThatRequiresAnEngine_IsGatedAlone()
    {
        await using var host = await TestHost.StartAsync(
            (supervision, folder) => supervision
                .WithEngine("e", engine => engine.Sleeper().Instances(2).ReadyWith($"{folder}/ready-%(instance)")),
            pipeline: app =>
            {
                app.MapGet("/handler", () => "served").RequireEngine("e");
                app.MapGroup("/group").RequireEngine("e").MapGet("/first", Ok);
                app.MapGet("/one", Ok).RequireEngine("e-0");
                app.MapGet("/free", Ok);
            });
        foreach (var path in (string[])["/handler", "/group/first", "/one"])
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.Client.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/free")).StatusCode);

        // One instance is enough for the engine, and not for another instance.
        File.WriteAllText($"{host.Folder}/ready-1", "");
        await UntilServedAsync(host, "/handler");
        await UntilServedAsync(host, "/group/first");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.Client.GetAsync("/one")).StatusCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task Refusal_DuringABackoff_TellsWhenItIsOver()
    {
        await using var host = await TestHost.StartAsync(
            (supervision, _) => supervision.WithEngine("e", engine => engine
                .Shell("exit 3").Backoff(min: TimeSpan.FromSeconds(100), max: TimeSpan.FromSeconds(100), jitter: 0).UnlimitedBudget()),
            pipeline: app => app.UseEngineGate("e"));
        await host.Log.WaitAsync(entry => entry.Id.Id == 1302);

        var refused = await WaitForAsync(host, problem => problem.GetProperty("state").GetString() == "BACKOFF");

        Assert.InRange(refused.Response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 60, 106);
        Assert.Equal("exited", refused.Problem.GetProperty("lastFailure").GetString());
        // Of the process that is gone: how long nobody has served.
        Assert.InRange(refused.Problem.GetProperty("heartbeatAge").GetDouble(), 0, 60);
    }

    [Fact(Timeout = 60_000)]
    public async Task Refusal_OfAnEngineThatIsGivenUpOn_HasNoRetryAfter()
    {
        await using var host = await TestHost.StartAsync(
            (supervision, _) => supervision.WithEngine("e", engine => engine.Shell("exit 3").Budget(maxRetries: 0)).OnGaveUp(GaveUpAction.Nothing),
            pipeline: app => app.UseEngineGate("e"));
        await host.Log.WaitAsync(entry => entry.Id.Id == 1307);

        var refused = await WaitForAsync(host, problem => problem.GetProperty("state").GetString() == "FATAL");

        Assert.Null(refused.Response.Headers.RetryAfter);
        Assert.Equal("engine e was given up on", refused.Problem.GetProperty("detail").GetString());
    }

    [Fact(Timeout = 60_000)]
    public async Task Gate_ForAnUnknownEngine_FailsTheStart()
    {
        await using var host = TestHost.Create((supervision, _) => supervision.WithEngine("vllm", engine => engine.Sleeper()), pipeline: app => app.UseEngineGate("vlm"));

        Assert.Contains("'vlm', which is not configured; there are vllm", (await Assert.ThrowsAsync<SupervisionStartException>(host.StartAsync)).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Gate_AfterTheEngineWasScaled_KnowsTheNewInstance()
    {
        await using var host = await TestHost.StartAsync(
            (supervision, _) => supervision.WithEngine("e", engine => engine.Sleeper().Instances(2)),
            pipeline: app => app.MapGet("/third", Ok).RequireEngine("e-2"));
        Assert.Contains("there is no engine 'e-2'", await (await host.Client.GetAsync("/third")).Content.ReadAsStringAsync(), StringComparison.Ordinal);

        Assert.True((await host.Engines.For("e").ScaleAsync(3)).Succeeded);

        await UntilServedAsync(host, "/third");
        // An event names an instance; whose it is tells the tree's answer, which may come a moment later.
        var board = host.Runtime.Board;
        for (var change = board.NextChange; board.Find("e").Count != 3; change = board.NextChange)
            await change.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static async Task<(HttpResponseMessage Response, JsonElement Problem)> WaitForAsync(TestHost host, Func<JsonElement, bool> fits)
    {
        // Two listeners tell of an event: the log, which the test has seen, and the board, which may be a moment later.
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var response = await host.Client.GetAsync("/v1/models", deadline.Token);
            var text = await response.Content.ReadAsStringAsync(deadline.Token);
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable && JsonDocument.Parse(text).RootElement is var problem && fits(problem))
                return (response, problem);
            await Task.Delay(20, deadline.Token);
        }
    }

    private static async Task UntilServedAsync(TestHost host, string path)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await host.Client.GetAsync(path, deadline.Token)).StatusCode != HttpStatusCode.OK)
            await Task.Delay(20, deadline.Token);
    }
}
