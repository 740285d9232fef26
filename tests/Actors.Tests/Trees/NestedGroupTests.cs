using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using static Supervision.Actors.Tests.Support.TreeHarness;

namespace Supervision.Actors.Tests.Trees;

public sealed class NestedGroupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("supervision-groups-").FullName;

    private string Flag => Path.Combine(_folder, "flag");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static EngineSettings Sleeper(string name, string group) => Shell(name, "exec sleep 100") with { Group = group };

    private static EngineSettings NoRetry(EngineSettings engine) => engine with { Budget = new BudgetSettings { MaxRetries = 0 } };

    private static GroupSettings Group(string name, string? parent, params EngineSettings[] engines) => new()
    {
        Name = name,
        Parent = parent,
        Engines = [.. engines.Select(engine => engine with { Group = name })],
    };

    private static TreeHarness StartGroups(params GroupSettings[] groups) => TreeHarness.Start(new SupervisionSettings { Groups = [.. groups] });

    private static string Order(TreeHarness harness) => string.Join(", ", harness.States());

    [Fact(Timeout = 60_000)]
    public async Task AGroupThatGivesUp_IsRestartedByTheOneAbove_WithFreshBudgetsAndItsHistory()
    {
        await using var harness = StartGroups(
            Group("top", null, Sleeper("front", "top")),
            Group("ranks", "top", NoRetry(Sleeper("r0", "ranks")), Sleeper("r1", "ranks")));
        var pids = await harness.AllReadyAsync(3);

        Proc.Kill(pids["r0"], 9);
        var restarting = await harness.NextAsync<GroupRestarting>();
        var again = await harness.AllReadyAsync(2);

        Assert.Equal(("ranks", "top"), (restarting.Group, restarting.Parent));
        Assert.Equal(["r0", "r1"], again.Keys.Order());
        Assert.True(Proc.Exists(pids["front"]));
        await harness.StatusOfAsync("r0", engine => engine is { Attempt: 2, Group: "ranks" });
        Assert.Equal([1, 2], (await harness.Tree.WhyAsync("r0"))!.Attempts.Select(attempt => attempt.Attempt));
    }

    [Fact(Timeout = 60_000)]
    public async Task AGroupThatGivesUpTooOften_TakesTheTreeDown_LevelByLevel()
    {
        await using var harness = StartGroups(
            Group("top", null, Sleeper("front", "top")),
            Group("middle", "top", Sleeper("m", "middle")) with { Restarts = 1 },
            Group("low", "middle", NoRetry(Shell("bad", "exit 7"))) with { Restarts = 1 });

        var outcome = await harness.OutcomeAsync();
        var events = await harness.AllAsync();

        Assert.Equal(TreeOutcomeKind.GaveUp, outcome.Kind);
        Assert.Equal(7, outcome.ExitCode(ExitCodePolicy.Engine));
        Assert.Contains("engine bad given up", outcome.Summary);
        Assert.Contains("group low was restarted 1 times within 1 h (restarts exhausted)", outcome.Summary);
        Assert.Contains("group middle was restarted 1 times within 1 h (restarts exhausted)", outcome.Summary);
        // Totals multiply over the levels: two runs of low in each of two runs of middle.
        Assert.Equal(4, events.Count(e => e is EngineRunning { Engine: "bad" }));
        Assert.Equal(2, events.Count(e => e is EngineRunning { Engine: "m" }));
        Assert.Equal(1, events.Count(e => e is EngineRunning { Engine: "front" }));
    }

    [Fact(Timeout = 60_000)]
    public async Task RestartsZero_EscalatesAtOnce()
    {
        await using var harness = StartGroups(
            Group("top", null, Sleeper("front", "top")), Group("low", "top", NoRetry(Shell("bad", "exit 7"))) with { Restarts = 0 });

        var events = await harness.AllAsync();

        Assert.Equal(1, events.Count(e => e is EngineRunning { Engine: "bad" }));
        Assert.Contains(events, e => e is BudgetExhausted { Group: "top", Limit: "restarts" });
    }

    [Fact(Timeout = 60_000)]
    public async Task Intensity_OfTheGroupAbove_CountsRestartsOfGroups()
    {
        await using var harness = StartGroups(
            Group("top", null, Sleeper("front", "top")) with { Intensity = 2 },
            Group("low", "top", NoRetry(Shell("bad", "exit 7"))) with { Restarts = null });

        var outcome = await harness.OutcomeAsync();

        Assert.Contains("group top was restarted 2 times within 1 h (intensity exhausted)", outcome.Summary);
        Assert.Equal(3, (await harness.AllAsync()).Count(e => e is EngineRunning { Engine: "bad" }));
    }

    [Fact(Timeout = 60_000)]
    public async Task OneForAll_AnEnginesFailure_RestartsTheGroupBelowAsAWhole()
    {
        await using var harness = StartGroups(
            Group("top", null, Sleeper("a", "top"), Sleeper("b", "top")) with { Strategy = GroupStrategy.OneForAll },
            Group("low", "top", Sleeper("l", "low"), Sleeper("m", "low")) with { Strategy = GroupStrategy.OneForAll });
        var pids = await harness.AllReadyAsync(4);

        Proc.Kill(pids["a"], 9);
        await harness.NextOfAsync<EngineRunning>("m");

        Assert.Equal(
            "a exited, m stopping, m stopped, l stopping, l stopped, b stopping, b stopped, a backoff, a starting, a running, b starting, b running, "
            + "l starting, l running, m starting, m running",
            Order(harness));
    }

    [Fact(Timeout = 60_000)]
    public async Task OneForAll_AGroupThatGivesUp_RestartsTheOthersToo()
    {
        await using var harness = StartGroups(
            Group("top", null, Sleeper("a", "top")) with { Strategy = GroupStrategy.OneForAll }, Group("low", "top", NoRetry(Sleeper("l", "low"))));
        var pids = await harness.AllReadyAsync(2);

        Proc.Kill(pids["l"], 9);
        await harness.NextOfAsync<EngineRunning>("a");

        Assert.Equal("l exited, l fatal, a stopping, a stopped, l starting, l running, a starting, a running", Order(harness));
    }

    [Fact(Timeout = 60_000)]
    public async Task RestForOne_AGroupThatGivesUp_LeavesWhatStartedBeforeItAlone()
    {
        await using var harness = StartGroups(
            Group("top", null, Sleeper("a", "top")) with { Strategy = GroupStrategy.RestForOne },
            Group("one", "top", NoRetry(Sleeper("l", "one"))),
            Group("two", "top", Sleeper("m", "two")));
        var pids = await harness.AllReadyAsync(3);

        Proc.Kill(pids["l"], 9);
        await harness.NextOfAsync<EngineRunning>("m");

        Assert.Equal("l exited, l fatal, m stopping, m stopped, l starting, l running, m starting, m running", Order(harness));
        Assert.True(Proc.Exists(pids["a"]));
    }

    /// <summary>Its own delay may be over before its turn has come.</summary>
    [Fact(Timeout = 60_000)]
    public async Task RestForOne_AGroupThatWaits_KeepsItsPlaceBehindWhatFailsMeanwhile()
    {
        static BackoffSettings After(double seconds) => new() { Min = TimeSpan.FromSeconds(seconds), Max = TimeSpan.FromSeconds(seconds), Jitter = 0 };
        await using var harness = StartGroups(
            Group("top", null, Sleeper("front", "top") with { Backoff = After(2) }) with { Strategy = GroupStrategy.RestForOne },
            Group("ranks", "top", NoRetry(Sleeper("r0", "ranks")) with { Backoff = After(0.5) }));
        var pids = await harness.AllReadyAsync(2);

        Proc.Kill(pids["r0"], 9);
        await harness.NextAsync<GroupRestarting>();
        Proc.Kill(pids["front"], 9);
        await harness.NextOfAsync<EngineReady>("r0");

        Assert.Equal(["front starting", "front running", "r0 starting", "r0 running"], harness.States().SkipWhile(state => !state.EndsWith("starting", StringComparison.Ordinal)));
        await harness.DrainAsync();
        Assert.Single(harness.Seen.OfType<GroupAdded>(), added => added.Group == "ranks");
    }

    [Fact(Timeout = 60_000)]
    public async Task Stop_TakesGroupsBelowFirst_InAnOrderedGroup()
    {
        await using var harness = StartGroups(
            Group("top", null, Sleeper("a", "top")) with { Strategy = GroupStrategy.RestForOne }, Group("low", "top", Sleeper("l", "low")));
        await harness.AllReadyAsync(2);

        harness.Tree.Stop("test");
        await harness.AllAsync();

        Assert.Equal("l stopping, l stopped, a stopping, a stopped", Order(harness));
    }

    [Fact(Timeout = 60_000)]
    public async Task Commands_ReachEnginesInGroupsBelow_AndAManualStopOutlivesARestartOfTheGroup()
    {
        await using var harness = StartGroups(
            Group("top", null, Sleeper("front", "top")), Group("low", "top", NoRetry(Sleeper("bad", "low")), Sleeper("idle", "low"), Sleeper("good", "low")));
        var pids = await harness.AllReadyAsync(4);
        Assert.Equal(EngineCommandResult.Accepted, await harness.Tree.StopEngineAsync("idle"));
        await harness.NextOfAsync<EngineStopped>("idle");

        Proc.Kill(pids["bad"], 9);
        var again = await harness.AllReadyAsync(2);

        Assert.Equal(["bad", "good"], again.Keys.Order());
        Assert.Equal(EngineState.Stopped, (await harness.Tree.StatusAsync()).Single(engine => engine.Name == "idle").State);
    }

    [Fact(Timeout = 60_000)]
    public async Task StopGroup_StaysDown_WhileTheOthersGoOn_AndCanBeStartedAgain()
    {
        await using var harness = StartGroups(
            Group("top", null, Sleeper("front", "top")),
            Group("extra", null, NoRetry(Shell("bad", $"test -e {Flag} && exec sleep 100; exit 1")), Sleeper("good", "extra")) with { OnGiveUp = GiveUpPolicy.StopGroup });
        var down = await harness.NextAsync<GroupDown>();
        Assert.Equal("extra", down.Group);
        await harness.StatusOfAsync("front", engine => engine.State == EngineState.Running);
        await harness.StatusOfAsync("bad", engine => engine.State == EngineState.Fatal);
        await harness.StatusOfAsync("good", engine => engine.State == EngineState.Stopped);

        await File.WriteAllTextAsync(Flag, "");
        Assert.Equal(EngineCommandResult.Accepted, await harness.Tree.StartEngineAsync("bad"));
        await harness.NextOfAsync<EngineReady>("bad");
        Assert.Equal(EngineCommandResult.Accepted, await harness.Tree.StartEngineAsync("good"));
        await harness.NextOfAsync<EngineReady>("good");
    }

    [Fact(Timeout = 60_000)]
    public async Task StopGroup_WithNothingElseRunning_EndsTheTreeAsGivenUp()
    {
        await using var harness = StartGroups(
            Group("one", null, NoRetry(Shell("bad", "exit 5")), Sleeper("good", "one")) with { OnGiveUp = GiveUpPolicy.StopGroup });

        var outcome = await harness.OutcomeAsync();

        Assert.Equal((TreeOutcomeKind.GaveUp, 5), (outcome.Kind, outcome.ExitCode(ExitCodePolicy.Engine)));
        Assert.Contains("engine bad given up", outcome.Summary);
    }

    [Fact(Timeout = 60_000)]
    public async Task Stop_OfTheTree_WhileAGroupBelowGivesUp_Ends()
    {
        var slow = Shell("slow", "trap '' TERM; echo up; while :; do sleep 0.02; done") with
        {
            Stop = new StopSettings { Timeout = TimeSpan.FromSeconds(1), KillTimeout = TimeSpan.FromSeconds(5) },
        };
        await using var harness = StartGroups(Group("top", null, Sleeper("front", "top")), Group("low", "top", NoRetry(Sleeper("bad", "low")), slow));
        var pids = await harness.AllReadyAsync(3, output: "up");

        Proc.Kill(pids["bad"], 9);
        await harness.NextOfAsync<EngineStopping>("slow");
        harness.Tree.Stop("test");
        var outcome = await harness.OutcomeAsync();

        Assert.Equal(TreeOutcomeKind.Stopped, outcome.Kind);
        Assert.DoesNotContain(await harness.AllAsync(), e => e is GroupRestarting);
    }

    [Fact(Timeout = 60_000)]
    public async Task WhenReady_StartsEachWhenTheOneBeforeItServes_GroupsIncluded()
    {
        var gated = Sleeper("a", "top") with
        {
            Probes = new ProbesSettings
            {
                Readiness = new ProbeSettings { Check = new ProbeCheck.Exec(["/bin/sh", "-c", $"test -e {Flag}"]), Period = TimeSpan.FromMilliseconds(50) },
            },
        };
        await using var harness = StartGroups(
            Group("top", null, gated, Sleeper("b", "top")) with { Start = GroupStart.WhenReady }, Group("low", "top", Sleeper("l", "low")));
        await harness.NextAsync<ProbeCompleted>();
        Assert.Equal("a starting, a running", Order(harness));

        await File.WriteAllTextAsync(Flag, "");
        await harness.NextOfAsync<EngineReady>("l");

        Assert.Equal(
            ["EngineReady a", "EngineStarting b", "EngineReady b", "EngineStarting l"],
            harness.Seen.OfType<EngineEvent>().Where(e => e is EngineReady or EngineStarting).Skip(1).SkipLast(1).Select(e => $"{e.GetType().Name} {e.Engine}"));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(AutoShutdown.Never, "job")]
    [InlineData(AutoShutdown.AllSignificant, "job")]
    [InlineData(AutoShutdown.AnySignificant, "job side")]
    public async Task AutoShutdown_OneSignificantEngineEnds_EndsTheGroupByItsRule(AutoShutdown rule, string down)
    {
        var job = Shell("job", $"while [ ! -e {Flag} ]; do sleep 0.02; done") with { Restart = RestartType.Transient, Significant = true };
        var other = Sleeper("other", "work") with { Restart = RestartType.Temporary, Significant = true };
        await using var harness = StartGroups(
            Group("top", null, Sleeper("front", "top")), Group("work", "top", job, other, Sleeper("side", "work")) with { AutoShutdown = rule });
        await harness.AllReadyAsync(4);

        await File.WriteAllTextAsync(Flag, "");
        await harness.NextOfAsync<EngineExited>("job");
        if (down.Contains("side", StringComparison.Ordinal))
        {
            Assert.Null((await harness.NextAsync<GroupDown>()).Failure);
        }

        await harness.StatusOfAsync("job", engine => engine is { State: EngineState.Exited, Desired: DesiredState.Down });
        var side = down.Contains("side", StringComparison.Ordinal) ? EngineState.Stopped : EngineState.Running;
        await harness.StatusOfAsync("side", engine => engine.State == side);
        await harness.StatusOfAsync("front", engine => engine.State == EngineState.Running);
    }

    [Fact(Timeout = 60_000)]
    public async Task AllSignificant_TheLastOfThem_EndsTheGroup_AndAFailureOfATemporaryCounts()
    {
        var one = Shell("one", "exit 0") with { Restart = RestartType.Transient, Significant = true };
        var two = Shell("two", $"while [ ! -e {Flag} ]; do sleep 0.02; done; exit 1") with { Restart = RestartType.Temporary, Significant = true };
        await using var harness = StartGroups(Group("work", null, one, two, Sleeper("side", "work")) with { AutoShutdown = AutoShutdown.AllSignificant });
        await harness.NextOfAsync<EngineReady>("side");

        await File.WriteAllTextAsync(Flag, "");
        var outcome = await harness.OutcomeAsync();

        Assert.Contains("every engine has ended; two exited with code 1", outcome.Summary);
    }

    [Fact(Timeout = 60_000)]
    public async Task AutoShutdown_AStopByTheSupervisor_NeverCounts()
    {
        var job = Sleeper("job", "work") with { Restart = RestartType.Temporary, Significant = true };
        await using var harness = StartGroups(
            Group("top", null, Sleeper("front", "top")),
            Group("work", "top", Sleeper("lead", "work"), job) with { Strategy = GroupStrategy.OneForAll, AutoShutdown = AutoShutdown.AnySignificant });
        var pids = await harness.AllReadyAsync(3);

        Proc.Kill(pids["lead"], 9);
        await harness.NextOfAsync<EngineReady>("lead");
        await harness.Tree.StopEngineAsync("lead");
        await harness.NextOfAsync<EngineStopped>("lead");

        Assert.Contains("job stopped", harness.States());
        Assert.DoesNotContain(harness.Seen, e => e is GroupDown);
    }

    [Fact(Timeout = 60_000)]
    public async Task AutoShutdown_OfASignificantGroup_EndsTheOneAbove()
    {
        var job = Shell("job", "exit 0") with { Restart = RestartType.Transient, Significant = true };
        await using var harness = StartGroups(
            Group("top", null, Sleeper("front", "top")) with { AutoShutdown = AutoShutdown.AnySignificant },
            Group("work", "top", job, Sleeper("side", "work")) with { AutoShutdown = AutoShutdown.AnySignificant, Significant = true });

        var outcome = await harness.OutcomeAsync();

        Assert.Equal((TreeOutcomeKind.Stopped, "every engine has ended"), (outcome.Kind, outcome.Summary));
        Assert.Contains((await harness.AllAsync()).OfType<GroupDown>(), e => e.Group == "top" && e.Why.Contains("significant group work has ended"));
    }
}
