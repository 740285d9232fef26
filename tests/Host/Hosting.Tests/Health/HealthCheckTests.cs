using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Supervision.Control;
using Supervision.Hosting.Tests.Support;

namespace Supervision.Hosting.Tests.Health;

/// <summary>Liveness is the supervisor's, readiness the engines'.</summary>
public sealed class HealthCheckTests
{
    [Fact(Timeout = 60_000)]
    public async Task Readiness_FollowsTheEngine_LivenessDoesNot()
    {
        await using var host = await TestHost.StartAsync(
            (supervision, folder) => supervision.WithEngine("e", engine => engine.Sleeper().ReadyWith($"{folder}/ready")),
            builder => builder.Services.AddHealthChecks().AddSupervisorLiveness(tags: ["live"]).AddSupervisorReadiness(tags: ["ready"]),
            app =>
            {
                app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = check => check.Tags.Contains("live") });
                app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });
            });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.Client.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/health/live")).StatusCode);

        File.WriteAllText($"{host.Folder}/ready", "");
        await host.Engines.WaitUntilReadyAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/health/ready")).StatusCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task Readiness_HasDataForEachEngine()
    {
        await using var host = await TestHost.StartAsync(
            (supervision, folder) => supervision
                .WithEngine("good", engine => engine.Sleeper())
                .WithEngine("bad", engine => engine.Shell($"test -e {folder}/once || {{ touch {folder}/once; echo oops; exit 3; }}; exec sleep 1000")),
            AddChecks);
        await host.Engines.WaitUntilReadyAsync(TimeSpan.FromSeconds(20));
        // Ready may still be the first attempt's, which was ready before it failed.
        await host.Log.WaitAsync(entry => entry.Id.Id == 1301 && entry.Fields["Engine"] is "bad" && entry.Fields["Attempt"] is 2);
        await host.Engines.WaitUntilReadyAsync(TimeSpan.FromSeconds(20));

        var entry = await CheckAsync(host, "supervisor-ready");
        // The first beat comes a little after readiness.
        while (entry.Data["good"] is EngineHealth { HeartbeatAge: null })
            entry = await CheckAsync(host, "supervisor-ready");

        Assert.Equal(HealthStatus.Healthy, entry.Status);
        Assert.Equal(["ready"], entry.Tags);
        Assert.Equal(["bad", "good"], entry.Data.Keys.Order());
        var (good, bad) = (Assert.IsType<EngineHealth>(entry.Data["good"]), Assert.IsType<EngineHealth>(entry.Data["bad"]));
        Assert.Equal(("RUNNING", true, 0, null), (good.State, good.Ready, good.Restarts, good.LastFailure));
        Assert.NotNull(good.HeartbeatAge);
        Assert.Equal(("RUNNING", true, 1), (bad.State, bad.Ready, bad.Restarts));
        Assert.Contains("3", bad.LastFailure, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Readiness_WithSomeInstancesReady_IsDegraded()
    {
        await using var host = await TestHost.StartAsync(
            (supervision, folder) => supervision.WithEngine("e", engine => engine.Sleeper().Instances(2).ReadyWith($"{folder}/ready-%(instance)")), AddChecks);
        File.WriteAllText($"{host.Folder}/ready-1", "");
        await host.Engines.For("e-1").WaitUntilReadyAsync(TimeSpan.FromSeconds(20));

        var entry = await CheckAsync(host, "supervisor-ready");

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal("not ready: e-0", entry.Description);
    }

    [Fact(Timeout = 60_000)]
    public async Task Readiness_OfChosenEngines_IgnoresTheOthers()
    {
        await using var host = await TestHost.StartAsync(
            (supervision, folder) => supervision
                .WithEngine("api", engine => engine.Sleeper()).WithEngine("batch", engine => engine.Sleeper().ReadyWith($"{folder}/never")),
            builder => builder.Services.AddHealthChecks()
                .AddSupervisorReadiness("api", engines: ["api"]).AddSupervisorReadiness("all").AddSupervisorReadiness("typo", engines: ["apo"], failureStatus: HealthStatus.Degraded));
        await host.Engines.For("api").WaitUntilReadyAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host, "api")).Status);
        Assert.Equal((HealthStatus.Unhealthy, "not ready: batch"), Of(await CheckAsync(host, "all")));
        Assert.Equal((HealthStatus.Degraded, "not ready: apo"), Of(await CheckAsync(host, "typo")));

        static (HealthStatus, string?) Of(HealthReportEntry entry) => (entry.Status, entry.Description);
    }

    [Fact(Timeout = 60_000)]
    public async Task Readiness_OfAnEngineStoppedByHand_DoesNotCountIt()
    {
        await using var host = await TestHost.StartAsync(
            (supervision, _) => supervision.WithEngine("a", engine => engine.Sleeper()).WithEngine("b", engine => engine.Sleeper()), AddChecks);
        await host.Engines.WaitUntilReadyAsync(TimeSpan.FromSeconds(20));
        Assert.True((await host.Engines.For("b").StopAsync(CommandOptions.Waiting)).Succeeded);

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host, "supervisor-ready")).Status);
        Assert.True((await host.Engines.For("a").StopAsync(CommandOptions.Waiting)).Succeeded);
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(host, "supervisor-ready")).Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task Checks_OfAHostWithoutEngines_AreHealthy()
    {
        await using var host = await TestHost.StartAsync((_, _) => { }, AddChecks);

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host, "supervisor-live")).Status);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host, "supervisor-ready")).Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task Liveness_AfterTheTreeGaveUp_Fails()
    {
        await using var host = await TestHost.StartAsync(
            (supervision, _) => supervision.WithEngine("broken", engine => engine.Shell("exit 3").Budget(maxRetries: 0)).OnGaveUp(GaveUpAction.Nothing), AddChecks);
        await host.Log.WaitAsync(entry => entry.Id.Name == "hosting.gave-up-ignored");

        var live = await CheckAsync(host, "supervisor-live");

        Assert.Equal(HealthStatus.Unhealthy, live.Status);
        Assert.Contains("broken", live.Description, StringComparison.Ordinal);
    }

    private static void AddChecks(WebApplicationBuilder builder) => builder.Services.AddHealthChecks().AddSupervisorLiveness().AddSupervisorReadiness();

    private static async Task<HealthReportEntry> CheckAsync(TestHost host, string name) =>
        (await host.App.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name == name)).Entries[name];
}
