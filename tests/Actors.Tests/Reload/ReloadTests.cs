using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Reload;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Settings;
using Supervision.Actors.Tests.Support;
using static Supervision.Actors.Tests.Support.TreeHarness;

namespace Supervision.Actors.Tests.Reload;

public sealed partial class ReloadTests
{
    [Fact(Timeout = 60_000)]
    public async Task Reload_TouchesOnlyWhatChanged()
    {
        await using var harness = Start(Sleeper("same"), Sleeper("changed"), Sleeper("gone"));
        var pids = await harness.AllReadyAsync(3);

        var result = await harness.Tree.ReloadAsync(One(Sleeper("same"), Sleeper("changed") with { Directory = "/" }, Sleeper("new")));

        Assert.Equal(ReloadStatus.Applied, result.Status);
        Assert.Equal<string>(["new"], result.Difference.Added);
        Assert.Equal<string>(["gone"], result.Difference.Removed);
        Assert.Equal<string>(["changed"], result.Difference.Restarted);
        Assert.Equal<string>(["same"], result.Difference.Unchanged);
        var told = await harness.NextAsync<ConfigurationReloaded>();
        Assert.Equal<string>(["changed (directory)"], told.Restarted);
        var ready = await AfterAsync(harness, ["changed", "new"], stopped: "gone");
        Assert.NotEqual(pids["changed"], ready["changed"]);
        Assert.Equal(pids["same"], (await harness.StatusOfAsync("same", engine => engine.State == EngineState.Running)).Pid);
        Assert.Equal(["same", "changed", "new"], await NamesAsync(harness, 3));
        Assert.DoesNotContain("same stopping", harness.States());
    }

    [Fact(Timeout = 60_000)]
    public async Task DryRun_ChangesNothing()
    {
        await using var harness = Start(Sleeper("a"));
        var pids = await harness.AllReadyAsync(1);

        var result = await harness.Tree.ReloadAsync(One(Sleeper("a") with { Directory = "/" }, Sleeper("b")), dryRun: true);
        await harness.DrainAsync();

        Assert.Equal(ReloadStatus.DryRun, result.Status);
        Assert.Equal<string>(["a"], result.Difference.Restarted);
        Assert.Equal<string>(["b"], result.Difference.Added);
        Assert.Equal(pids["a"], Assert.Single(await harness.Tree.StatusAsync()).Pid);
        Assert.DoesNotContain(harness.Seen, value => value is ConfigurationReloaded or ReloadRefused);
    }

    [Fact(Timeout = 60_000)]
    public async Task BadFile_KeepsEverythingRunning_AndTellsEveryError()
    {
        await using var harness = Start(Sleeper("a"));
        var pids = await harness.AllReadyAsync(1);

        var result = await harness.Tree.ReloadAsync(Conf.Load("supervision.engines.a { comand = x, restart = always }"));

        Assert.Equal(ReloadStatus.Refused, result.Status);
        var refused = await harness.NextAsync<ReloadRefused>();
        Assert.Equal(result.Problem, refused.Why);
        Assert.Contains("did you mean 'command'?", refused.Why, StringComparison.Ordinal);
        Assert.Contains("transient, temporary", refused.Why, StringComparison.Ordinal);
        Assert.Equal(pids["a"], Assert.Single(await harness.Tree.StatusAsync()).Pid);
    }

    [Fact(Timeout = 60_000)]
    public async Task UncheckedSettings_ThatCannotWork_AreRefused()
    {
        await using var harness = Start(Sleeper("a"));
        await harness.AllReadyAsync(1);

        var twice = await harness.Tree.ReloadAsync(One(Sleeper("b"), Sleeper("b")));
        var none = await harness.Tree.ReloadAsync(One());
        var name = await harness.Tree.ReloadAsync(One(Sleeper("a b")));

        Assert.Equal("there are two engines named 'b'", twice.Problem);
        Assert.Equal("nothing to run: there is no engine", none.Problem);
        Assert.Contains("'a b' is no name", name.Problem, StringComparison.Ordinal);
        Assert.Equal(["a"], (await harness.Tree.StatusAsync()).Select(engine => engine.Name));
    }

    [Fact(Timeout = 60_000)]
    public async Task InPlace_KeepsTheProcess_AndHolds()
    {
        await using var harness = Start(Sleeper("a"));
        var pids = await harness.AllReadyAsync(1);

        // Nothing listens there: the new probe ends the engine that the old settings would have kept.
        var result = await harness.Tree.ReloadAsync(One(Sleeper("a") with
        {
            Probes = new ProbesSettings
            {
                Liveness = new ProbeSettings { Check = new ProbeCheck.Exec(["/bin/false"]), Period = TimeSpan.FromMilliseconds(50), Failures = 2 },
            },
        }));

        Assert.Equal(ReloadEffect.InPlace, Assert.Single(result.Difference.Changed).Effect);
        var stopping = await harness.NextOfAsync<EngineStopping>("a");
        Assert.Equal(pids["a"], stopping.Pid);
        Assert.Contains("liveness probe failed 2 times", stopping.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("a starting", harness.States());
    }

    [Fact(Timeout = 60_000)]
    public async Task InPlace_NewReadinessProbe_LeavesAReadyEngineReadyUntilItFails()
    {
        await using var harness = Start(Sleeper("a"));
        await harness.AllReadyAsync(1);

        await harness.Tree.ReloadAsync(One(Sleeper("a") with { Probes = Ready("/bin/true") }));
        await harness.NextAsync<ProbeCompleted>(probe => probe.Result.Success);
        Assert.Equal(Readiness.Ready, (await harness.Tree.StatusAsync())[0].Readiness);
        Assert.DoesNotContain(harness.Seen, value => value is EngineNotReady);

        await harness.Tree.ReloadAsync(One(Sleeper("a") with { Probes = Ready("/bin/false") }));
        await harness.NextOfAsync<EngineNotReady>("a");
        await harness.Tree.ReloadAsync(One(Sleeper("a")));
        await harness.NextOfAsync<EngineReady>("a");
        Assert.DoesNotContain("a stopping", harness.States());
    }

    [Fact(Timeout = 60_000)]
    public async Task Budget_IsNotRefilledByAReload()
    {
        var engine = Shell("a", "sleep 0.05; exit 3") with { Budget = new BudgetSettings { MaxRetries = 100, SameFailures = null } };
        await using var harness = Start(engine);
        await harness.NextOfAsync<EngineBackoff>("a", backoff => backoff.Failures == 3);

        // Three failures were counted by now: another limit of three gives up with the next one.
        var result = await harness.Tree.ReloadAsync(One(engine with { Budget = new BudgetSettings { MaxRetries = 3, SameFailures = null } }));

        Assert.Equal(ReloadEffect.InPlace, Assert.Single(result.Difference.Changed).Effect);
        var exhausted = await harness.NextAsync<BudgetExhausted>();
        Assert.Equal("budget", exhausted.Limit);
        Assert.InRange(exhausted.Restarts, 3, 5);
    }

    [Fact(Timeout = 60_000)]
    public async Task InPlaceSettings_OutliveAFailureOfTheEngine()
    {
        var engine = Shell("a", "sleep 0.05; exit 3") with { Budget = new BudgetSettings { MaxRetries = null, SameFailures = null } };
        await using var harness = Start(engine);
        await harness.NextOfAsync<EngineBackoff>("a");

        await harness.Tree.ReloadAsync(One(engine with { Restart = RestartType.Temporary }));

        await harness.NextOfAsync<EngineExited>("a");
        var outcome = await harness.OutcomeAsync();
        Assert.Equal(TreeOutcomeKind.GaveUp, outcome.Kind);
        Assert.DoesNotContain(harness.Seen.SkipWhile(value => value is not ConfigurationReloaded), value => value is EngineBackoff { Failures: > 3 });
    }

    [Fact(Timeout = 60_000)]
    public async Task ManualStop_Sticks_AndTheNextStartHasTheNewSettings()
    {
        await using var harness = Start(Sleeper("a"), Sleeper("b"));
        await harness.AllReadyAsync(2);
        await harness.Tree.StopEngineAsync("a");
        await harness.NextOfAsync<EngineStopped>("a");

        await harness.Tree.ReloadAsync(One(Shell("a", "echo renewed; exec sleep 100"), Sleeper("b") with { Directory = "/" }));
        await harness.NextOfAsync<EngineReady>("b");
        Assert.DoesNotContain("a starting", harness.States());
        Assert.True((await harness.Tree.StatusAsync()).Single(engine => engine.Name == "a").StoppedByHand);

        await harness.Tree.StartEngineAsync("a");
        await harness.NextOfAsync<EngineOutput>("a", output => output.Line == "renewed");
    }

    [Fact(Timeout = 60_000)]
    public async Task Instances_RestartOneAtATime_AndStayWhereTheFirstNeverGetsReady()
    {
        await using var harness = Start(Instance(0), Instance(1));
        var pids = await harness.AllReadyAsync(2);

        var bad = new ProbesSettings { Readiness = new ProbeSettings { Check = new ProbeCheck.Exec(["/bin/false"]) } };
        await harness.Tree.ReloadAsync(One(
            Instance(0) with { Directory = "/", Probes = bad }, Instance(1) with { Directory = "/", Probes = bad }));
        await harness.NextOfAsync<EngineRunning>("web-0");

        Assert.Equal(pids["web-1"], (await harness.Tree.StatusAsync()).Single(engine => engine.Name == "web-1").Pid);
        Assert.DoesNotContain("web-1 stopping", harness.States());

        // The repair reaches both.
        await harness.Tree.ReloadAsync(One(Instance(0) with { Directory = "/tmp" }, Instance(1) with { Directory = "/tmp" }));
        var after = await harness.AllReadyAsync(2);
        Assert.NotEqual(pids["web-1"], after["web-1"]);
    }

    [Fact(Timeout = 60_000)]
    public async Task Instances_ThatMayBeUnavailable_RestartTogether()
    {
        await using var harness = Start(Instance(0), Instance(1), Instance(2));
        var pids = await harness.AllReadyAsync(3);

        var bad = new ProbesSettings { Readiness = new ProbeSettings { Check = new ProbeCheck.Exec(["/bin/false"]) } };
        await harness.Tree.ReloadAsync(One(
            [.. Enumerable.Range(0, 3).Select(i => Instance(i) with { Directory = "/", Probes = bad, MaxUnavailable = 2 })]));
        Assert.Equal(2, (await harness.NextAsync<RollingRestartStarted>()).MaxUnavailable);
        await harness.NextOfAsync<EngineRunning>("web-0");
        await harness.StatusOfAsync("web-1", engine => engine.Pid is { } pid && pid != pids["web-1"]);

        Assert.Equal(pids["web-2"], (await harness.Tree.StatusAsync()).Single(engine => engine.Name == "web-2").Pid);
    }

    [Fact(Timeout = 60_000)]
    public async Task Engine_WhoseGroupWaitsForIt_IsRepairedByAReload()
    {
        var never = Sleeper("first") with { Probes = new ProbesSettings { Readiness = new ProbeSettings { Check = new ProbeCheck.Exec(["/bin/false"]) } } };
        var group = new GroupSettings { Name = "default", Strategy = GroupStrategy.RestForOne, Start = GroupStart.WhenReady, Engines = [never, Sleeper("second")] };
        await using var harness = TreeHarness.Start(new SupervisionSettings { Groups = [group] });
        await harness.NextOfAsync<EngineRunning>("first");

        await harness.Tree.ReloadAsync(new SupervisionSettings { Groups = [group with { Engines = [Sleeper("first") with { Directory = "/" }, Sleeper("second")] }] });

        await harness.NextOfAsync<EngineReady>("second");
        Assert.Equal(2, harness.Seen.Count(value => value is EngineRunning { Engine: "first" }));
    }

    [Fact(Timeout = 60_000)]
    public async Task Engine_MovesToAnotherGroup_WhenItsTreeIsEmpty()
    {
        await using var harness = Start(Sleeper("a"), Sleeper("b"));
        var pids = await harness.AllReadyAsync(2);

        await harness.Tree.ReloadAsync(Groups(Group("default", Sleeper("a")), Group("other", Sleeper("b") with { Group = "other" })));

        var ready = await harness.NextOfAsync<EngineReady>("b");
        Assert.Equal("other", ready.Group);
        Assert.NotEqual(pids["b"], ready.Pid);
        Assert.True(harness.States().ToList().IndexOf("b stopped") < harness.States().ToList().IndexOf("b starting"));
        await harness.StatusOfAsync("b", engine => engine.Group == "other" && engine.State == EngineState.Running);
        Assert.Equal(EngineCommandResult.Accepted, await harness.Tree.RestartEngineAsync("b"));
        await harness.NextOfAsync<EngineReady>("b");
    }

    [Fact(Timeout = 60_000)]
    public async Task Groups_ComeAndGo_NestedOnesToo()
    {
        var inner = Group("inner", Sleeper("c") with { Group = "inner" }) with { Parent = "default" };
        await using var harness = TreeHarness.Start(Groups(Group("default", Sleeper("a")), Group("old", Sleeper("b") with { Group = "old" })));
        var pids = await harness.AllReadyAsync(2);

        await harness.Tree.ReloadAsync(Groups(Group("default", Sleeper("a")), inner, Group("new", Sleeper("d") with { Group = "new" })));
        await AfterAsync(harness, ["c", "d"], stopped: "b");
        Assert.Equal(["a", "c", "d"], await NamesAsync(harness, 3));

        await harness.Tree.ReloadAsync(Groups(Group("default", Sleeper("a"))));
        await AfterAsync(harness, [], stopped: "c");
        Assert.Equal(["a"], await NamesAsync(harness, 1));
        Assert.True(pids["a"] == (await harness.Tree.StatusAsync())[0].Pid, $"{(await harness.Tree.StatusAsync())[0]}\n{string.Join('\n', harness.Seen)}");

        harness.Tree.Stop("enough");
        Assert.Equal(TreeOutcomeKind.Stopped, (await harness.OutcomeAsync()).Kind);
    }

    [Fact(Timeout = 60_000)]
    public async Task EveryEngine_CanBeReplaced_AndComeBack()
    {
        await using var harness = Start(Sleeper("a"));
        await harness.AllReadyAsync(1);

        await harness.Tree.ReloadAsync(One(Sleeper("b")));
        await harness.Tree.ReloadAsync(One(Sleeper("a")));
        await harness.Tree.ReloadAsync(One(Sleeper("b"), Sleeper("a")));

        IReadOnlyList<EngineStatus> all = [];
        await UntilAsync(
            () => all.Count == 2 && all.All(engine => engine.State == EngineState.Running),
            async () => all = await harness.Tree.StatusAsync());
        Assert.False(harness.Tree.Completion.IsCompleted);
        Assert.Equal(["a", "b"], all.Select(engine => engine.Name).Order());
    }

    [Fact(Timeout = 60_000)]
    public async Task ScaledInstances_StayScaled_AsLongAsTheFileSaysTheSame()
    {
        const string Text = "supervision.engines.web { command = [/bin/sh, -c, \"exec sleep 100\"], stop.timeout = 5s";
        await using var harness = TreeHarness.Start(Conf.Settings(Text + " }"));
        var pids = await harness.AllReadyAsync(1);
        await harness.Tree.ScaleEngineAsync("web", 2);
        await harness.NextOfAsync<EngineReady>("web-1");

        var same = await harness.Tree.ReloadAsync(Conf.Settings(Text + " }"));
        Assert.Equal(ReloadStatus.Unchanged, same.Status);
        var more = await harness.Tree.ReloadAsync(Conf.Settings(Text + ", instances = 3 }"));

        Assert.Equal<string>(["web-2"], more.Difference.Added);
        Assert.Equal<string>(["web", "web-1"], more.Difference.Unchanged);
        await harness.NextOfAsync<EngineReady>("web-2");
        Assert.Equal(pids["web"], (await harness.Tree.StatusAsync()).Single(engine => engine.Name == "web").Pid);
    }

    [Fact(Timeout = 60_000)]
    public async Task LogFile_Changed_TheNextAttemptWritesToTheNewOne()
    {
        var folder = Directory.CreateTempSubdirectory("reload-");
        try
        {
            EngineSettings To(string file) => Shell("a", "echo hello; exec sleep 100") with
            {
                Logs = new EngineLogSettings { Stdout = LogTarget.File(Path.Combine(folder.FullName, file)) },
            };
            await using var harness = Start(To("one.log"));
            await harness.AllReadyAsync(1, "hello");

            await harness.Tree.ReloadAsync(One(To("two.log")));
            await harness.AllReadyAsync(1, "hello");

            Assert.Equal(Path.Combine(folder.FullName, "two.log"), harness.Tree.Logs.Find("a", Posix.OutputStream.Stdout)!.Path);
            await UntilAsync(() => File.Exists(Path.Combine(folder.FullName, "two.log")) && new FileInfo(Path.Combine(folder.FullName, "two.log")).Length > 0);
            Assert.True(new FileInfo(Path.Combine(folder.FullName, "one.log")).Length > 0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Tree_WhoseLastLivingEngineIsRemoved_Ends()
    {
        var job = Shell("job", "exit 0") with { Restart = RestartType.Temporary };
        await using var harness = Start(job, Sleeper("service"));
        await harness.NextOfAsync<EngineExited>("job");
        await harness.StatusOfAsync("service", engine => engine.State == EngineState.Running);

        await harness.Tree.ReloadAsync(One(job));

        Assert.Equal(TreeOutcomeKind.Stopped, (await harness.OutcomeAsync()).Kind);
    }

    [Fact(Timeout = 60_000)]
    public async Task Restart_KeepsTheOldSettings_UntilTheOldProcessIsGone()
    {
        // The old process only heeds the old stop signal; a wait for the old grace would outlast the test.
        var old = Shell("a", "trap 'echo told by INT; exit 0' INT; trap '' TERM; echo up; while :; do sleep 0.05; done") with
        {
            Stop = new StopSettings { Signal = 2, Timeout = TimeSpan.FromMinutes(5) },
        };
        await using var harness = Start(old);
        await harness.AllReadyAsync(1, "up");

        await harness.Tree.ReloadAsync(One(Sleeper("a")));

        await harness.NextOfAsync<EngineOutput>("a", output => output.Line == "told by INT");
        await harness.NextOfAsync<EngineReady>("a");
    }

    [Fact(Timeout = 60_000)]
    public async Task Tree_StoppedWhileEnginesAndGroupsLeave_StopsThemAll()
    {
        var slow = Shell("slow", "trap '' TERM; echo up; while :; do sleep 0.05; done") with { Stop = new StopSettings { Timeout = TimeSpan.FromMinutes(5) } };
        await using var harness = TreeHarness.Start(Groups(Group("default", slow, Sleeper("a")), Group("old", slow with { Name = "other", Group = "old" })));
        await harness.AllReadyAsync(3, "up");
        await harness.Tree.ReloadAsync(One(Sleeper("a")));
        await harness.NextOfAsync<EngineStopping>("slow");

        var again = await harness.Tree.ReloadAsync(Groups(Group("default", Sleeper("a")), Group("old", Sleeper("b") with { Group = "old" })));
        Assert.Equal("the group 'old' was removed and is still stopping", again.Problem);
        harness.Tree.Stop("enough");
        harness.Tree.Hasten();

        Assert.Equal(TreeOutcomeKind.Stopped, (await harness.OutcomeAsync()).Kind);
        Assert.Empty((await harness.OutcomeAsync()).Survivors);
    }

    [Fact(Timeout = 60_000)]
    public async Task Reload_WhileTheTreeStops_IsRefused()
    {
        await using var harness = Start(Shell("a", "trap '' TERM; echo up; while :; do sleep 0.1; done"));
        await harness.AllReadyAsync(1, "up");
        harness.Tree.Stop("enough");
        await harness.NextOfAsync<EngineStopping>("a");

        var result = await harness.Tree.ReloadAsync(One(Sleeper("b")));

        Assert.Equal((ReloadStatus.Refused, "the tree is stopping"), (result.Status, result.Problem));
        harness.Tree.Hasten();
        await harness.OutcomeAsync();
    }

    private static EngineSettings Sleeper(string name) => Shell(name, "exec sleep 100");

    private static EngineSettings Instance(int index) => Shell($"web-{index}", "exec sleep 100") with { Engine = "web", Instance = index };

    private static SupervisionSettings One(params EngineSettings[] engines) => Groups(Group("default", engines));

    private static SupervisionSettings Groups(params GroupSettings[] groups) => new() { Groups = [.. groups] };

    private static GroupSettings Group(string name, params EngineSettings[] engines) => new() { Name = name, Engines = [.. engines] };

    private static ProbesSettings Ready(string command) => new()
    {
        Readiness = new ProbeSettings { Check = new ProbeCheck.Exec([command]), Period = TimeSpan.FromMilliseconds(50), Failures = 2 },
    };

    // In whatever order.
    private static async Task<Dictionary<string, int>> AfterAsync(TreeHarness harness, string[] ready, string stopped)
    {
        var pids = new Dictionary<string, int>();
        var isStopped = false;
        while (pids.Count < ready.Length || !isStopped)
        {
            var value = await harness.NextAsync<EngineEvent>();
            isStopped |= value is EngineStopped && value.Engine == stopped;
            if (value is EngineReady && ready.Contains(value.Engine))
            {
                pids[value.Engine] = value.Pid!.Value;
            }
        }

        return pids;
    }

    // The status of what has left may be a moment behind its last event.
    private static async Task<IEnumerable<string>> NamesAsync(TreeHarness harness, int count)
    {
        IReadOnlyList<EngineStatus> all = [];
        await UntilAsync(() => all.Count == count, async () => all = await harness.Tree.StatusAsync());
        return all.Select(engine => engine.Name);
    }

    private static async Task UntilAsync(Func<bool> holds, Func<Task>? step = null)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        do
        {
            deadline.Token.ThrowIfCancellationRequested();
            await (step?.Invoke() ?? Task.Delay(10, deadline.Token));
        }
        while (!holds());
    }
}
