using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Supervision.Actors.Engines;
using Supervision.Hosting.Tests.Support;
using MsLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Supervision.Hosting.Tests.Lifetime;

/// <summary>How the life of a host and that of its engines hang together.</summary>
public sealed class HostLifetimeTests
{
    [Fact(Timeout = 60_000)]
    public async Task Start_OfAHost_DoesNotWaitForEngines()
    {
        await using var host = await TestHost.StartAsync((supervision, folder) =>
            supervision.WithEngine("slow", engine => engine.Sleeper().ReadyWith($"{folder}/ready")));

        Assert.False(await host.Engines.For("slow").IsReadyAsync());
        File.WriteAllText($"{host.Folder}/ready", "");
        await host.Engines.For("slow").WaitUntilReadyAsync(TimeSpan.FromSeconds(20));
    }

    [Fact(Timeout = 60_000)]
    public async Task WaitForReady_HoldsTheStartUntilTheEngineIs()
    {
        await using var host = TestHost.Create((supervision, folder) =>
            supervision.WithEngine("slow", engine => engine.Sleeper().ReadyWith($"{folder}/ready")).WaitForReady(TimeSpan.FromSeconds(30)));
        var start = host.StartAsync();
        await host.Log.WaitAsync(entry => entry.Id.Id == 1301);
        Assert.False(start.IsCompleted);
        File.WriteAllText($"{host.Folder}/ready", "");
        await start;

        Assert.True(await host.Engines.IsReadyAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task WaitForReady_ThatIsOver_FailsTheStartAndLeavesNoEngine()
    {
        await using var host = TestHost.Create((supervision, folder) => supervision
            .WithEngine("slow", engine => engine.Shell($"echo $$ > {folder}/pid; exec sleep 1000").ReadyWith($"{folder}/ready"))
            .WithEngine("fast", engine => engine.Sleeper())
            .WaitForReady(TimeSpan.FromSeconds(4)));

        var error = await Assert.ThrowsAsync<SupervisionStartException>(host.StartAsync);

        Assert.Contains("not ready after 4 s: slow is RUNNING", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("fast is", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(host.Log.Entries, entry => entry.Id.Name == "hosting.system-ended");
        Assert.False(Directory.Exists($"/proc/{File.ReadAllText($"{host.Folder}/pid").Trim()}"));
    }

    [Fact(Timeout = 60_000)]
    public async Task WaitForReady_OfAnEngineThatIsGivenUpOn_FailsAtOnceWithTheReason()
    {
        await using var host = TestHost.Create((supervision, _) =>
            supervision.WithEngine("broken", engine => engine.Shell("exit 3").ReadyWith("/no/such/file").Budget(maxRetries: 1)).WaitForReady(TimeSpan.FromMinutes(5)));

        var error = await Assert.ThrowsAsync<SupervisionStartException>(host.StartAsync);

        Assert.Contains("broken", error.Message, StringComparison.Ordinal);
        Assert.Contains("3", error.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Start_WithAWrongConfiguration_FailsWithEveryErrorAndStartsNothing()
    {
        await using var host = TestHost.Create((supervision, _) => supervision
            .WithActors((_, _) => Assert.Fail("an actor was started"))
            .WithEngine("e", engine => engine.Command("e").Instances(-1).Set("stop.timeout", "5")));

        var error = await Assert.ThrowsAsync<SupervisionStartException>(host.StartAsync);

        Assert.Equal(2, error.Errors.Count);
        Assert.Contains("5s for seconds", error.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task WaitForReady_OfAnUnknownEngine_FailsTheStart()
    {
        await using var host = TestHost.Create((supervision, _) =>
            supervision.WithEngine("e", engine => engine.Sleeper()).WaitForReady(TimeSpan.FromSeconds(9), "f"));

        Assert.Contains("'f', which is not configured; there are e", (await Assert.ThrowsAsync<SupervisionStartException>(host.StartAsync)).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Startup_ThatThrows_FailsTheStartAndStopsTheEngines()
    {
        await using var host = TestHost.Create((supervision, folder) => supervision
            .WithEngine("e", engine => engine.Shell($"echo $$ > {folder}/pid; exec sleep 1000"))
            .AddStartup(async (_, _) =>
            {
                while (!File.Exists($"{folder}/pid") || File.ReadAllText($"{folder}/pid").Length == 0)
                    await Task.Delay(20);
                throw new InvalidOperationException("no database");
            }));

        Assert.Contains("no database", (await Assert.ThrowsAsync<SupervisionStartException>(host.StartAsync)).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists($"/proc/{File.ReadAllText($"{host.Folder}/pid").Trim()}"));
    }

    [Fact(Timeout = 60_000)]
    public async Task Stop_WithAnEngineThatIgnoresTerm_EndsWithinTheBudget()
    {
        await using var host = await TestHost.StartAsync(
            (supervision, folder) => supervision.WithEngine("deaf", engine => engine
                .Shell($"trap '' TERM; echo $$ > {folder}/pid; touch {folder}/ready; while :; do sleep 1; done").ReadyWith($"{folder}/ready")
                .Stop(timeout: TimeSpan.FromMinutes(5))),
            builder => builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(2)));
        await host.Engines.WaitUntilReadyAsync(TimeSpan.FromSeconds(20));
        var pid = File.ReadAllText($"{host.Folder}/pid").Trim();
        var began = Stopwatch.GetTimestamp();

        await host.App.StopAsync();

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(20));
        Assert.False(Directory.Exists($"/proc/{pid}"));
        await host.Log.WaitAsync(entry => entry.Id.Name == "hosting.hastened");
    }

    [Fact(Timeout = 60_000)]
    public async Task Stop_RunsTheCoordinatedShutdownInOrder()
    {
        var order = new List<string>();
        await using var host = await TestHost.StartAsync((supervision, folder) => supervision
            .WithEngine("e", engine => engine.Shell($"trap 'touch {folder}/stopped; exit 0' TERM; touch {folder}/ready; while :; do sleep 0.05; done").ReadyWith($"{folder}/ready"))
            .WithCoordinatedShutdown(shutdown =>
            {
                Add(CoordinatedShutdown.PhaseServiceUnbind, "before");
                Add(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "after");

                void Add(string phase, string name) => shutdown.AddTask(phase, name, () =>
                {
                    order.Add($"{name}: {(File.Exists($"{folder}/stopped") ? "stopped" : "runs")}, {shutdown.ShutdownReason}");
                    return Task.FromResult(Done.Instance);
                });
            }));
        await host.Engines.WaitUntilReadyAsync(TimeSpan.FromSeconds(20));
        var system = host.App.Services.GetRequiredService<ActorSystem>();

        await host.App.StopAsync();

        Assert.Equal(["before: runs, the host stops", "after: stopped, the host stops"], order);
        Assert.True(system.WhenTerminated.IsCompletedSuccessfully);
    }

    [Fact(Timeout = 60_000)]
    public async Task Terminate_OfTheActorSystem_StopsEnginesAndHost()
    {
        await using var host = await TestHost.StartAsync((supervision, _) => supervision.WithEngine("e", engine => engine.Sleeper()));
        await host.Engines.WaitUntilReadyAsync(TimeSpan.FromSeconds(20));

        await host.App.Services.GetRequiredService<ActorSystem>().Terminate();
        await host.StoppedAsync();

        await host.Log.WaitAsync(entry => entry.Id.Id == 1306);
        await host.Log.WaitAsync(entry => entry.Id.Name == "hosting.system-ended");
        Assert.Null(host.ExitCodes.Code);
    }

    [Fact(Timeout = 60_000)]
    public async Task GivingUp_StopsTheHostWithAnExitCode()
    {
        await using var host = await TestHost.StartAsync((supervision, _) =>
            supervision.WithEngine("broken", engine => engine.Shell("exit 3").Budget(maxRetries: 1)));

        await host.StoppedAsync();

        Assert.Equal(1, host.ExitCodes.Code);
        var entry = await host.Log.WaitAsync(entry => entry.Id.Name == "hosting.gave-up");
        Assert.Equal(MsLevel.Critical, entry.Level);
        Assert.Contains("broken", entry.Text, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task GivingUp_WithExitCodeEngine_PassesTheEnginesOn()
    {
        await using var host = await TestHost.StartAsync((supervision, _) => supervision
            .WithEngine("broken", engine => engine.Shell("exit 3").Budget(maxRetries: 0)).AddHocon("supervision.exit-code = engine"));

        await host.StoppedAsync();

        Assert.Equal(3, host.ExitCodes.Code);
    }

    [Fact(Timeout = 60_000)]
    public async Task GivingUp_WithNothing_LeavesTheHostRunning()
    {
        await using var host = await TestHost.StartAsync((supervision, _) =>
            supervision.WithEngine("broken", engine => engine.Shell("exit 3").Budget(maxRetries: 0)).OnGaveUp(GaveUpAction.Nothing));

        await host.Log.WaitAsync(entry => entry.Id.Name == "hosting.gave-up-ignored");

        Assert.False(host.App.Lifetime.ApplicationStopping.IsCancellationRequested);
        Assert.Null(host.ExitCodes.Code);
    }

    [Fact(Timeout = 60_000)]
    public async Task GivingUp_WithAHandler_AsksItOnce()
    {
        var asked = new List<string>();
        await using var host = await TestHost.StartAsync((supervision, _) => supervision
            .WithEngine("broken", engine => engine.Shell("exit 3").Budget(maxRetries: 0))
            .OnGaveUp((outcome, _) =>
            {
                asked.Add(outcome.Failure!.Kind.ToString());
                throw new InvalidOperationException("the handler fails");
            }));

        await host.StoppedAsync();

        Assert.Equal([nameof(FailureKind.Exited)], asked);
        Assert.Equal(1, host.ExitCodes.Code);
        await host.Log.WaitAsync(entry => entry.Id.Name == "hosting.handler-failed");
    }

    [Fact(Timeout = 60_000)]
    public async Task End_OfEveryEngine_StopsTheHostWhereItWasAskedTo()
    {
        await using var host = await TestHost.StartAsync((supervision, _) => supervision
            .WithGroup("jobs", group => group.Set("auto-shutdown", "all-significant"))
            .WithEngine("job", engine => engine.Shell("exit 0").Group("jobs").Restart(Actors.Settings.RestartType.Transient).Set("significant", "true"))
            .WithOptions(options => options.StopHostWhenEnded = true));

        await host.StoppedAsync();

        Assert.Null(host.ExitCodes.Code);
    }

    [Fact]
    public void AddSupervision_Twice_IsRefused()
    {
        var services = new ServiceCollection().AddSupervision("one");

        Assert.Contains("groups", Assert.Throws<InvalidOperationException>(() => services.AddSupervision("two")).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Control_BeforeTheStart_SaysSo()
    {
        await using var host = TestHost.Create((supervision, _) => supervision.WithEngine("e", engine => engine.Sleeper()));

        Assert.Contains("once the host has started", (await Assert.ThrowsAsync<InvalidOperationException>(() => host.Engines.ListAsync())).Message, StringComparison.Ordinal);
    }
}
