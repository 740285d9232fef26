using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using Supervision.Control.Tests.Support;

namespace Supervision.Control.Tests.Facade;

/// <summary>Commands that wait for what does not come about any more.</summary>
public sealed class WaitingTests
{
    // Longer than any of these tests may take: whoever waits for it has missed why it waits in vain.
    private static readonly CommandOptions _wait = new() { Wait = true, Timeout = TimeSpan.FromMinutes(10) };
    private static readonly ControlCaller _other = new("alice", "test");

    [Fact(Timeout = 60_000)]
    public async Task Start_OvertakenByAStop_TellsByWhom()
    {
        await using var harness = ControlHarness.Start(NeverReady("a") with { AutoStart = false }, ControlHarness.Sleeper("b"));
        var start = harness.Control.StartAsync(ControlHarness.On("a"), ControlHarness.Caller, _wait);
        await harness.Harness.NextOfAsync<EngineRunning>("a");

        await harness.Control.StopAsync(ControlHarness.On("a"), _other);

        Assert.Equal(new EngineOutcome("a", "default", CommandStatus.Overtaken, "overtaken by 'stop' of alice (test)"), Assert.Single((await start).Engines));
    }

    [Fact(Timeout = 60_000)]
    public async Task Start_HeldBack_OvertakenByAStop_TellsByWhom()
    {
        await using var harness = ControlHarness.Start(
            NeverReady("db"), ControlHarness.Sleeper("a") with { AutoStart = false, DependsOn = [new DependencySettings { Engine = "db" }] });
        var start = harness.Control.StartAsync(ControlHarness.On("a"), ControlHarness.Caller, _wait);
        await harness.Harness.StatusOfAsync("a", engine => engine.WaitingFor is not null);

        await harness.Control.StopAsync(ControlHarness.On("a"), _other, _wait);

        Assert.Equal((CommandStatus.Overtaken, "overtaken by 'stop' of alice (test)"), Of(await start));
    }

    [Fact(Timeout = 60_000)]
    public async Task Restart_OvertakenByAStopFromElsewhere_SaysSo()
    {
        await using var harness = ControlHarness.Start(NeverReady("a"), ControlHarness.Sleeper("b"));
        await harness.Harness.NextOfAsync<EngineRunning>("a");
        var restart = harness.Control.RestartAsync(ControlHarness.On("a"), ControlHarness.Caller, _wait);
        await harness.Harness.NextOfAsync<EngineRunning>("a");

        await harness.Tree.StopEngineAsync("a");

        Assert.Equal((CommandStatus.Overtaken, "it was stopped meanwhile"), Of(await restart));
    }

    [Fact(Timeout = 60_000)]
    public async Task Stop_OvertakenByAStart_TellsByWhom()
    {
        await using var harness = ControlHarness.Start(TreeHarness.Shell("a", "trap '' TERM; echo up; while :; do sleep 1; done"));
        await harness.Harness.NextAsync<EngineOutput>(line => line.Line == "up");
        var stop = harness.Control.StopAsync(ControlHarness.On("a"), ControlHarness.Caller, _wait);
        await harness.Harness.NextOfAsync<EngineStopping>("a");

        var start = await harness.Control.StartAsync(ControlHarness.On("a"), _other);

        Assert.True(start.Succeeded);
        Assert.Equal((CommandStatus.Overtaken, "overtaken by 'start' of alice (test)"), Of(await stop));
        await harness.Control.HastenAsync(ControlHarness.On("a"), _other);
    }

    [Fact(Timeout = 60_000)]
    public async Task Start_DuringALongStop_WaitsForItsEnd()
    {
        var stubborn = TreeHarness.Shell("a", "trap '' TERM; echo up; while :; do sleep 1; done");
        await using var harness = ControlHarness.Start(stubborn with { Stop = stubborn.Stop with { Timeout = TimeSpan.FromSeconds(4) } });
        await harness.Harness.NextAsync<EngineOutput>(line => line.Line == "up");
        await harness.Control.StopAsync(ControlHarness.On("a"), _other);
        await harness.Harness.NextOfAsync<EngineStopping>("a");

        var start = await harness.Control.StartAsync(ControlHarness.On("a"), ControlHarness.Caller, _wait);

        Assert.Equal(CommandStatus.Ok, Of(start).Status);
        await harness.Control.StopAsync(ControlHarness.On("a"), _other);
        await harness.Control.HastenAsync(ControlHarness.On("a"), _other);
    }

    [Fact(Timeout = 60_000)]
    public async Task RollingRestart_OfWhatIsStoppedMeanwhile_IsOvertaken()
    {
        var stubborn = TreeHarness.Shell("a", "trap '' TERM; echo up; while :; do sleep 1; done");
        await using var harness = ControlHarness.Start(stubborn);
        await harness.Harness.NextAsync<EngineOutput>(line => line.Line == "up");
        await harness.Harness.StatusOfAsync("a", engine => engine.Readiness == Readiness.Ready);
        var roll = harness.Control.RollingRestartAsync(ControlHarness.On("a"), ControlHarness.Caller, 1, _wait);
        await harness.Harness.NextOfAsync<EngineStopping>("a");

        await harness.Control.StopAsync(ControlHarness.On("a"), _other);
        await harness.Control.HastenAsync(ControlHarness.On("a"), _other);

        Assert.Equal((CommandStatus.Overtaken, "0 of 1 restarted, the others were stopped meanwhile"), Of(await roll));
    }

    [Fact(Timeout = 60_000)]
    public async Task Start_RightAfterAStop_IsNotTakenForWhatIsSoAlready()
    {
        await using var harness = ControlHarness.Start(ControlHarness.Sleeper("a"));
        await harness.ReadyAsync(1);
        for (var i = 0; i < 20; i++)
        {
            await harness.Control.StopAsync(ControlHarness.On("a"), _other);
            var start = await harness.Control.StartAsync(ControlHarness.On("a"), _other, _wait);

            Assert.Equal(CommandStatus.Ok, Of(start).Status);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Start_WhileTheTreeStops_DoesNotWaitForIt()
    {
        await using var harness = ControlHarness.Start(NeverReady("a") with { AutoStart = false }, ControlHarness.Sleeper("b"));
        var start = harness.Control.StartAsync(ControlHarness.On("a"), ControlHarness.Caller, _wait);
        await harness.Harness.NextOfAsync<EngineRunning>("a");

        harness.Tree.Stop("for a test");

        Assert.Equal(CommandStatus.Stopping, Of(await start).Status);
    }

    // What keeps the tree alive when another group has ended.
    private static GroupSettings Kept => new() { Name = "kept", Engines = [ControlHarness.Sleeper("b") with { Group = "kept" }] };

    private static async Task StartIsOvertakenByXAsync(ControlHarness harness)
    {
        await harness.Harness.NextOfAsync<EngineRunning>("a");
        var start = harness.Control.StartAsync(ControlHarness.On("a"), ControlHarness.Caller, _wait);

        await harness.Control.StartAsync(ControlHarness.On("x"), _other);

        var (status, message) = Of(await start);
        Assert.Equal(CommandStatus.Overtaken, status);
        Assert.Contains("x", message);
    }

    [Fact(Timeout = 60_000)]
    public async Task Start_InAGroupThatGivesUp_IsToldWhy()
    {
        await using var harness = ControlHarness.Start(new SupervisionSettings
        {
            Groups =
            [
                Kept,
                new GroupSettings
                {
                    Name = "bad",
                    OnGiveUp = GiveUpPolicy.StopGroup,
                    Engines =
                    [
                        NeverReady("a") with { Group = "bad" },
                        TreeHarness.Shell("x", "exit 3") with { Group = "bad", AutoStart = false, Budget = new BudgetSettings { MaxRetries = 0 } },
                    ],
                },
            ],
        });
        await StartIsOvertakenByXAsync(harness);

        // Nothing is stopping there: the group is down, and a start of an engine begins it anew.
        var roll = await harness.Control.RollingRestartAsync(ControlHarness.On("a"), _other);
        var scale = await harness.Control.ScaleAsync(ControlHarness.On("a"), 2, _other);
        Assert.Equal((CommandStatus.NotRunning, "its group is stopped; start it first"), Of(roll));
        Assert.Equal((CommandStatus.NotRunning, "its group is stopped; start it first"), Of(scale));
        Assert.True((await harness.Control.StartAsync(ControlHarness.On("a"), _other)).Succeeded);
        await harness.Harness.NextOfAsync<EngineRunning>("a");
    }

    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_BelowAGroupThatEnds_IsToldWhy(bool givesUp)
    {
        await using var harness = ControlHarness.Start(new SupervisionSettings
        {
            Groups =
            [
                Kept,
                new GroupSettings
                {
                    Name = "top",
                    OnGiveUp = GiveUpPolicy.StopGroup,
                    AutoShutdown = givesUp ? AutoShutdown.Never : AutoShutdown.AnySignificant,
                    Engines =
                    [
                        TreeHarness.Shell("x", givesUp ? "exit 3" : "exit 0") with
                        {
                            Group = "top", AutoStart = false, Significant = !givesUp, Restart = RestartType.Transient, Budget = new BudgetSettings { MaxRetries = 0 },
                        },
                    ],
                },
                new GroupSettings { Name = "middle", Parent = "top", Engines = [] },
                new GroupSettings { Name = "low", Parent = "middle", Engines = [NeverReady("a") with { Group = "low" }] },
            ],
        });
        await StartIsOvertakenByXAsync(harness);

        // A start begins the groups anew, and their former end says nothing any more.
        var again = harness.Control.StartAsync(ControlHarness.On("a"), _other, _wait);
        await harness.Harness.NextOfAsync<EngineRunning>("a");
        Assert.False(again.IsCompleted);
        await harness.Control.StopAsync(ControlHarness.On("a"), ControlHarness.Caller);
        Assert.Contains("overtaken by 'stop'", Of(await again).Message);
    }

    [Fact(Timeout = 60_000)]
    public async Task Scale_OvertakenByAnother_TellsByWhom()
    {
        await using var harness = ControlHarness.Load(() => """
            supervision.engines.w { command = [sleep, "1000"], instances = 1, stop.timeout = 5s, probes.readiness { exec = ["false"], period = 1s } }
            """);
        await harness.Harness.NextAsync<EngineRunning>();
        var scale = harness.Control.ScaleAsync(ControlHarness.On("w"), 2, ControlHarness.Caller, _wait);
        await harness.Harness.NextAsync<EngineScaled>();

        await harness.Control.ScaleAsync(ControlHarness.On("w"), 3, _other);

        Assert.Equal((CommandStatus.Overtaken, "overtaken by 'scale 3' of alice (test)"), Of(await scale));
    }

    private static EngineSettings NeverReady(string name) => ControlHarness.Sleeper(name) with
    {
        Probes = new ProbesSettings { Readiness = new ProbeSettings { Check = new ProbeCheck.Exec(["false"]) } },
    };

    private static (CommandStatus Status, string Message) Of(CommandReport report) => Assert.Single(report.Engines) is var one ? (one.Status, one.Message) : default;
}
