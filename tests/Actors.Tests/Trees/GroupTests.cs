using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using static Supervision.Actors.Tests.Support.TreeHarness;

namespace Supervision.Actors.Tests.Trees;

public sealed class GroupTests
{
    private const int SigKill = 9;

    private static EngineSettings Sleeper(string name) => Shell(name, "exec sleep 100");

    [Fact(Timeout = 60_000)]
    public async Task OneForOne_AFailure_RestartsOnlyTheFailedEngine()
    {
        await using var harness = Start(GroupStrategy.OneForOne, Sleeper("a"), Sleeper("b"), Sleeper("c"));
        var pids = await harness.AllReadyAsync(3);

        Proc.Kill(pids["b"], SigKill);
        await harness.NextOfAsync<EngineReady>("b");

        Assert.All(harness.Seen.OfType<EngineEvent>(), e => Assert.Equal("b", e.Engine));
        Assert.True(Proc.Exists(pids["a"]) && Proc.Exists(pids["c"]));
    }

    [Fact(Timeout = 60_000)]
    public async Task OneForAll_AFailure_StopsTheOthersInReverseAndStartsAllInOrder()
    {
        await using var harness = Start(GroupStrategy.OneForAll, Sleeper("a"), Sleeper("b"), Sleeper("c"));
        var pids = await harness.AllReadyAsync(3);

        Proc.Kill(pids["b"], SigKill);
        await harness.NextOfAsync<EngineRunning>("c");

        Assert.Equal(
            [
                "b exited", "c stopping", "c stopped", "a stopping", "a stopped", "b backoff", "b starting", "b running",
                "a starting", "a running", "c starting", "c running",
            ],
            harness.States());
        Assert.All(pids.Values, pid => Assert.False(Directory.Exists($"/proc/{pid}")));
    }

    [Fact(Timeout = 60_000)]
    public async Task RestForOne_AFailure_RestartsThoseThatStartAfterIt()
    {
        await using var harness = Start(GroupStrategy.RestForOne, Sleeper("a"), Sleeper("b"), Sleeper("c"));
        var pids = await harness.AllReadyAsync(3);

        Proc.Kill(pids["b"], SigKill);
        await harness.NextOfAsync<EngineRunning>("c");

        Assert.Equal(
            ["b exited", "c stopping", "c stopped", "b backoff", "b starting", "b running", "c starting", "c running"], harness.States());
        Assert.True(Proc.Exists(pids["a"]));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(GroupStrategy.OneForAll)]
    [InlineData(GroupStrategy.RestForOne)]
    public async Task Start_WhereTheOrderMatters_BringsUpOneAfterTheOther(GroupStrategy strategy)
    {
        await using var harness = Start(strategy, Sleeper("a"), Sleeper("b") with { AutoStart = false }, Sleeper("c"), Sleeper("d"));

        await harness.NextOfAsync<EngineRunning>("d");

        Assert.Equal(["a starting", "a running", "c starting", "c running", "d starting", "d running"], harness.States());
    }

    [Fact(Timeout = 60_000)]
    public async Task OneForAll_AManuallyStoppedEngine_StaysDown()
    {
        await using var harness = Start(GroupStrategy.OneForAll, Sleeper("a"), Sleeper("b"));
        var pids = await harness.AllReadyAsync(2);
        await harness.Tree.StopEngineAsync("b");
        await harness.NextOfAsync<EngineStopped>("b");
        harness.Seen.Clear();

        Proc.Kill(pids["a"], SigKill);
        await harness.NextOfAsync<EngineReady>("a");

        Assert.Equal(["a exited", "a backoff", "a starting", "a running"], harness.States());
        Assert.Equal(EngineState.Stopped, (await harness.Tree.StatusAsync()).Single(engine => engine.Name == "b").State);
    }

    [Fact(Timeout = 60_000)]
    public async Task OneForAll_BothFailAtOnce_AllComeBack()
    {
        await using var harness = Start(GroupStrategy.OneForAll, Sleeper("a"), Sleeper("b"), Sleeper("c"));
        var pids = await harness.AllReadyAsync(3);

        Proc.Kill(pids["a"], SigKill);
        Proc.Kill(pids["b"], SigKill);
        var last = await harness.NextOfAsync<EngineRunning>("c");

        Assert.Equal(2, last.Attempt);
        // Whichever of the two was seen first is started first.
        Assert.Equal(["a running", "b running", "c running"], harness.States().Where(state => state.EndsWith(" running", StringComparison.Ordinal)).Order());
    }

    [Fact(Timeout = 60_000)]
    public async Task Budget_Exhausted_StopsTheGroupAndTellsEngineCountReasonAndOutput()
    {
        var failing = Shell("bad", "echo starting up; echo 'no GPU found' >&2; exit 3") with { Budget = new BudgetSettings { MaxRetries = 2 } };
        await using var harness = Start(Sleeper("good"), failing);

        var outcome = await harness.OutcomeAsync();
        var events = (await harness.AllAsync()).ToList();

        Assert.Equal(TreeOutcomeKind.GaveUp, outcome.Kind);
        Assert.Equal(1, outcome.ExitCode(ExitCodePolicy.One));
        Assert.Equal(3, outcome.ExitCode(ExitCodePolicy.Engine));
        Assert.Contains("engine bad given up", outcome.Summary);
        Assert.Contains("restarted 2 times within 1 h", outcome.Summary);
        Assert.Contains("exited with code 3", outcome.Summary);
        Assert.Contains("no GPU found", outcome.Summary);
        Assert.DoesNotContain('\n', outcome.Summary);
        Assert.Equal(3, events.Count(e => e is EngineStarting { Engine: "bad" }));
        Assert.Single(events.OfType<BudgetExhausted>());
        Assert.Single(events.OfType<EngineFatal>());
        Assert.Contains(events, e => e is EngineStopped { Engine: "good" });
    }

    [Fact(Timeout = 60_000)]
    public async Task Budget_CountsExitsLongAfterTheStartToo()
    {
        var crashing = Shell("late", "sleep 0.3; exit 1") with { Budget = new BudgetSettings { MaxRetries = 1 } };
        await using var harness = Start(crashing);

        await harness.OutcomeAsync();

        Assert.Equal(2, (await harness.AllAsync()).OfType<EngineReady>().Count());
    }

    [Fact(Timeout = 60_000)]
    public async Task Delays_GrowFromAttemptToAttempt()
    {
        var failing = Shell("bad", "exit 1") with
        {
            Budget = new BudgetSettings { MaxRetries = 4 },
            Backoff = new BackoffSettings { Min = TimeSpan.FromMilliseconds(10), Max = TimeSpan.FromMilliseconds(60), Factor = 2, Jitter = 0 },
        };
        await using var harness = Start(failing);

        await harness.OutcomeAsync();
        var delays = (await harness.AllAsync()).OfType<EngineBackoff>().Select(e => e.Delay.TotalMilliseconds);

        Assert.Equal([10, 20, 40, 60], delays);
    }

    [Fact(Timeout = 60_000)]
    public async Task Intensity_OfTheGroup_LimitsTheRestartsOfAllItsEngines()
    {
        var group = new GroupSettings
        {
            Name = "default",
            Intensity = 2,
            Period = TimeSpan.FromMinutes(5),
            Engines = [Shell("a", "sleep 0.05; exit 1"), Shell("b", "sleep 0.05; exit 1")],
        };
        await using var harness = TreeHarness.Start(new SupervisionSettings { Groups = [group] });

        var outcome = await harness.OutcomeAsync();

        Assert.Contains("group default was restarted 2 times within 5 min (intensity exhausted)", outcome.Summary);
        Assert.Equal(2, (await harness.AllAsync()).OfType<EngineBackoff>().Count());
    }

    [Fact(Timeout = 60_000)]
    public async Task GiveUp_UnderOneForAll_StopsTheOthersInReverseOrder()
    {
        var failing = Sleeper("b") with { Budget = new BudgetSettings { MaxRetries = 0 } };
        await using var harness = Start(GroupStrategy.OneForAll, Sleeper("a"), failing, Sleeper("c"));
        var pids = await harness.AllReadyAsync(3);

        Proc.Kill(pids["b"], SigKill);
        await harness.OutcomeAsync();
        await harness.AllAsync();

        Assert.Equal(
            ["b exited", "c stopping", "c stopped", "a stopping", "a stopped"],
            harness.States().SkipWhile(state => state != "b exited").Where(state => state != "b fatal"));
        Assert.Single(harness.Seen.OfType<EngineFatal>());
    }
}
