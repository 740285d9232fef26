using Microsoft.Extensions.DependencyInjection;
using Supervision.Control;
using Supervision.Hosting.Tests.Support;

namespace Supervision.Hosting.Tests.Control;

public sealed class EngineControlTests
{
    [Fact(Timeout = 90_000)]
    public async Task Commands_OfOneEngine_ReachItAlone()
    {
        await using var host = await TestHost.StartAsync((supervision, _) => supervision
            .WithEngine("a", engine => engine.Sleeper()).WithEngine("b", engine => engine.Sleeper()));
        var a = host.App.Services.GetRequiredKeyedService<IEngineControl>("a");
        await host.Engines.WaitUntilReadyAsync(TimeSpan.FromSeconds(20));
        var before = (await host.Engines.ListAsync()).ToDictionary(engine => engine.Name, engine => engine.Pid);

        Assert.True((await a.RestartAsync(CommandOptions.Waiting)).Succeeded);

        var after = (await host.Engines.ListAsync()).ToDictionary(engine => engine.Name, engine => engine.Pid);
        Assert.NotEqual(before["a"], after["a"]);
        Assert.Equal(before["b"], after["b"]);
        Assert.Equal("a", Assert.Single(await a.WhyAsync()).Status.Name);
        Assert.Equal("a", a.Target.ToString());
    }

    [Fact(Timeout = 60_000)]
    public async Task WaitUntilReady_ThatIsOver_NamesTheEngines()
    {
        await using var host = await TestHost.StartAsync((supervision, folder) => supervision
            .WithEngine("never", engine => engine.Sleeper().ReadyWith($"{folder}/never")));

        var late = await Assert.ThrowsAsync<TimeoutException>(() => host.Engines.WaitUntilReadyAsync(TimeSpan.FromMilliseconds(200)));
        Assert.Contains("never", late.Message, StringComparison.Ordinal);
        var missing = await Assert.ThrowsAsync<TimeoutException>(() => host.Engines.For("nobody").WaitUntilReadyAsync(TimeSpan.FromMilliseconds(200)));
        Assert.Contains("no engine 'nobody'", missing.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => host.Engines.For(""));
    }

    [Fact(Timeout = 60_000)]
    public async Task Shutdown_ByControl_StopsTheHost()
    {
        await using var host = await TestHost.StartAsync((supervision, _) => supervision.WithEngine("e", engine => engine.Sleeper()));
        var control = host.App.Services.GetRequiredService<ISupervisionControl>();

        Assert.True((await control.ShutdownAsync(new ControlCaller("test"))).Succeeded);

        await host.StoppedAsync();
        Assert.Null(host.ExitCodes.Code);
    }

    [Fact(Timeout = 60_000)]
    public async Task Reload_ReadsFilesAnew()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "supervision.engines.one.command = [sleep, \"1000\"]");
            await using var host = await TestHost.StartAsync((supervision, _) => supervision.AddHoconFile(file).WithEngine("two", engine => engine.Sleeper()));
            File.WriteAllText(file, "supervision.engines { one.command = [sleep, \"1000\"], three.command = [sleep, \"1000\"] }");

            var answer = await host.Engines.Service.ReloadAsync(new ControlCaller("test"));

            Assert.Equal(ConfigurationStatus.Applied, answer.Status);
            Assert.Equal("three", Assert.Single(answer.Difference.Added));
            Assert.Empty(answer.Difference.Changed);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
