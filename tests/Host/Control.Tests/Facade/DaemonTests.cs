using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Control.Tests.Support;

namespace Supervision.Control.Tests.Facade;

public sealed class DaemonTests
{
    private const string First = """
        supervision.engines.a { command = [sleep, "1000"], environment { API_KEY = "sk-very-secret", MODEL = llama }, labels { tier = gold } }
        """;

    [Fact(Timeout = 60_000)]
    public async Task Info_OfAnEngine_HidesItsSecrets()
    {
        await using var harness = ControlHarness.Load(() => First);
        await harness.ReadyAsync(1);

        var info = await harness.Control.InfoAsync("a");

        Assert.Equal(("***", "llama", "gold"), (info!.Environment["API_KEY"], info.Environment["MODEL"], info.Engine.Labels["tier"]));
        Assert.Equal("sleep 1000", string.Join(' ', info.Command));
        Assert.Equal(("permanent", "SIGTERM", "null", "inherit"), (info.Restart, info.StopSignal, info.Stdin, info.Stdout));
        Assert.Null(await harness.Control.InfoAsync("b"));
    }

    [Fact(Timeout = 60_000)]
    public async Task Configuration_IsShownChecked_AndReloadedIfItIsTheOneThatWasMeant()
    {
        var text = First;
        await using var harness = ControlHarness.Load(() => text);
        await harness.ReadyAsync(1);
        var before = await harness.Control.ShowConfigurationAsync();

        text = First + "\nsupervision.engines.b.command = [sleep, \"1000\"]";
        var check = await harness.Control.CheckConfigurationAsync();
        var wrong = await harness.Control.ReloadAsync(ControlHarness.Caller, "other");
        var right = await harness.Control.ReloadAsync(ControlHarness.Caller, before!.Tag);
        var after = await harness.Control.ShowConfigurationAsync(json: true);
        text = "supervision.engines.a.comand = x";
        var invalid = await harness.Control.ReloadAsync(ControlHarness.Caller);

        Assert.Contains("MODEL", before.Text);
        Assert.DoesNotContain("very-secret", before.Text + after!.Text);
        Assert.Equal((ConfigurationStatus.Valid, "added: b"), (check.Status, check.Message));
        Assert.Equal((ConfigurationStatus.Mismatch, ConfigurationStatus.Applied), (wrong.Status, right.Status));
        Assert.NotEqual(before.Tag, after.Tag);
        Assert.Equal(ConfigurationStatus.Invalid, invalid.Status);
        Assert.Contains(invalid.Problems, problem => problem.IsError && problem.Path == "supervision.engines.a.comand");
        await harness.Harness.StatusOfAsync("b", status => status.Pid is not null);
        Assert.Equal(["a", "b"], (await harness.Control.ListAsync()).Select(one => one.Name));
    }

    [Fact(Timeout = 60_000)]
    public async Task Host_ThatGivesNothing_IsToldWhatIsNotThere()
    {
        await using var harness = ControlHarness.Start(ControlHarness.Sleeper("a"));

        Assert.Equal(ConfigurationStatus.NotAvailable, (await harness.Control.CheckConfigurationAsync()).Status);
        Assert.Null(await harness.Control.ShowConfigurationAsync());
        Assert.Equal(CommandStatus.NotPossible, (await harness.Control.ReexecAsync(ControlHarness.Caller)).Status);
        Assert.Equal(CommandStatus.NotPossible, (await harness.Control.SetLogLevelAsync(LogSeverity.Debug, ControlHarness.Caller)).Status);
        Assert.Null(harness.Control.LogLevel);
    }

    [Fact(Timeout = 60_000)]
    public async Task Actors_AreShownAsTheyAre_AndThoseOfTheTreeAreNotStopped()
    {
        await using var harness = ControlHarness.Start(ControlHarness.Sleeper("a"));
        await harness.ReadyAsync(1);

        var engine = await harness.Control.ActorsAsync("/user/supervision/default/a", 1);
        var root = await harness.Control.ActorsAsync("/", 0);

        Assert.Equal(("/user/supervision/default/a", "EngineActor"), (engine!.Path, engine.Type));
        Assert.Equal(["children", "heartbeat", "memory"], engine.Children.Select(child => child.Path.Split('/')[^1]).Order());
        Assert.Equal(("/", true, 0), (root!.Path, root.ChildCount >= 2, root.Children.Length));
        Assert.Null(await harness.Control.ActorsAsync("/user/nobody", 1));
        Assert.Equal(CommandStatus.NotPossible, (await harness.Control.StopActorAsync("/user/supervision/default", ControlHarness.Caller)).Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task Shutdown_StopsTheTree_AndSaysWho()
    {
        await using var harness = ControlHarness.Start(ControlHarness.Sleeper("a"));
        await harness.ReadyAsync(1);

        var result = await harness.Control.ShutdownAsync(ControlHarness.Caller);

        Assert.Equal(CommandStatus.Ok, result.Status);
        Assert.Equal("stopped: asked to shut down by tester (test)", (await harness.Harness.OutcomeAsync()).Summary);
        Assert.Contains(await harness.Harness.AllAsync(), value => value is CommandGiven { Command: "shutdown" });
    }

    [Fact(Timeout = 60_000)]
    public async Task System_TellsWhatItRunsOn()
    {
        await using var harness = ControlHarness.Start(ControlHarness.Sleeper("a"));
        await harness.ReadyAsync(1);

        var system = await harness.Control.SystemAsync();

        Assert.Equal((Environment.ProcessId, Environment.MachineName), (system.Pid, system.Host));
        Assert.True(system.LastEvent > 0 && system.Memory > 0 && system.Uptime > TimeSpan.Zero);
        var group = Assert.Single(await harness.Control.GroupsAsync());
        Assert.Equal(("default", "one-for-one", 1, 1), (group.Name, group.Strategy, group.Running, group.Ready));
    }
}
