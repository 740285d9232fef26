using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using static Supervision.Actors.Tests.Support.TreeHarness;

namespace Supervision.Actors.Tests.Trees;

public sealed class DependencyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("supervision-deps-").FullName;

    private string Gate => Path.Combine(_folder, "gate");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static EngineSettings Sleeper(string name, params DependencySettings[] on) => Shell(name, "exec sleep 100") with { DependsOn = [.. on] };

    private static DependencySettings On(string engine, DependencyCondition condition = DependencyCondition.Ready) => new() { Engine = engine, Condition = condition };

    // Ready when the gate file is there.
    private EngineSettings Gated(string name) => Sleeper(name) with
    {
        Probes = new ProbesSettings { Readiness = Fast(new ProbeCheck.Exec(["/bin/sh", "-c", $"test -e {Gate}"])) },
    };

    private static ProbeSettings Fast(ProbeCheck check) => new() { Check = check, Period = TimeSpan.FromMilliseconds(50), Timeout = TimeSpan.FromSeconds(10) };

    private void Open() => File.WriteAllText(Gate, "");

    private static int Index(TreeHarness harness, Predicate<SupervisionEvent> match)
    {
        var index = harness.Seen.FindIndex(match);
        Assert.True(index >= 0, string.Join('\n', harness.Seen));
        return index;
    }

    [Fact(Timeout = 60_000)]
    public async Task Started_IsEnough_WhereItSaysSo()
    {
        await using var harness = Start(Sleeper("web", On("db", DependencyCondition.Started)), Gated("db"));

        await harness.NextOfAsync<EngineRunning>("web");

        Assert.True(Index(harness, e => e is EngineRunning { Engine: "db" }) < Index(harness, e => e is EngineStarting { Engine: "web" }));
        Assert.DoesNotContain(harness.Seen, e => e is EngineReady { Engine: "db" });
    }

    [Fact(Timeout = 60_000)]
    public async Task Ready_IsWaitedFor_AndShown()
    {
        await using var harness = Start(Sleeper("web", On("db")), Gated("db"));
        await harness.NextOfAsync<EngineWaiting>("web", waiting => waiting.For == "db ready (not ready)");
        await harness.StatusOfAsync(
            "web", engine => engine is { WaitingFor: "db ready (not ready)", State: EngineState.Stopped, Desired: DesiredState.Up });

        Open();
        await harness.NextOfAsync<EngineRunning>("web");

        Assert.True(Index(harness, e => e is EngineReady { Engine: "db" }) < Index(harness, e => e is EngineStarting { Engine: "web" }));
    }

    [Fact(Timeout = 60_000)]
    public async Task Healthy_WaitsForTheLivenessProbeToo()
    {
        var db = Sleeper("db") with
        {
            Probes = new ProbesSettings { Liveness = Fast(new ProbeCheck.Exec(["/bin/sh", "-c", $"test -e {Gate}"])) with { Failures = 10_000 } },
        };
        await using var harness = Start(Sleeper("web", On("db", DependencyCondition.Healthy)), db);
        await harness.NextOfAsync<EngineReady>("db");
        await harness.NextAsync<ProbeCompleted>();
        Assert.DoesNotContain(harness.Seen, e => e is EngineStarting { Engine: "web" });

        Open();
        await harness.NextOfAsync<EngineRunning>("web");
    }

    [Fact(Timeout = 60_000)]
    public async Task Completed_WaitsForTheNormalEnd()
    {
        var job = Shell("job", $"while [ ! -e {Gate} ]; do sleep 0.02; done") with { Restart = RestartType.Transient };
        await using var harness = Start(Sleeper("web", On("job", DependencyCondition.Completed)), job);
        await harness.NextOfAsync<EngineRunning>("job");

        Open();
        await harness.NextOfAsync<EngineRunning>("web");

        Assert.True(Index(harness, e => e is EngineExited { Engine: "job", Expected: true }) < Index(harness, e => e is EngineStarting { Engine: "web" }));
    }

    [Fact(Timeout = 60_000)]
    public async Task Completed_ThatFails_IsRetried_AndWaitedFor()
    {
        var job = Shell("job", $"test -e {Gate}") with { Restart = RestartType.Transient, Budget = new BudgetSettings { MaxRetries = null, SameFailures = null } };
        await using var harness = Start(Sleeper("web", On("job", DependencyCondition.Completed)), job);
        await harness.NextOfAsync<EngineBackoff>("job");

        Open();
        await harness.NextOfAsync<EngineRunning>("web");
    }

    [Fact(Timeout = 60_000)]
    public async Task Completed_ThatNeverWill_IsGivenUpWithTheReason()
    {
        var job = Shell("job", "exit 3") with { Restart = RestartType.Temporary };
        await using var harness = Start(Sleeper("web", On("job", DependencyCondition.Completed)), job, Sleeper("other"));

        var outcome = await harness.OutcomeAsync();
        var fatal = (await harness.AllAsync()).OfType<EngineFatal>().Single();

        Assert.Equal(("web", FailureKind.Dependency), (fatal.Engine, fatal.Failure.Kind));
        Assert.Equal(TreeOutcomeKind.GaveUp, outcome.Kind);
        Assert.Contains("engine web given up: what it depends on will not come; last failure: job, which it depends on, did not complete: exited with code 3", outcome.Summary);
    }

    [Fact(Timeout = 60_000)]
    public async Task Log_WaitsForTheLine_OfEitherStream_WithNobodyListeningToOutput()
    {
        var db = Shell("db", $"echo booting; while [ ! -e {Gate} ]; do sleep 0.02; done; echo 'listening on 5432' >&2; exec sleep 100");
        var web = Sleeper("web", new DependencySettings { Engine = "db", Condition = DependencyCondition.Log, Pattern = @"listening on \d+" });
        await using var harness = TreeHarness.Start(
            new SupervisionSettings { Groups = [new GroupSettings { Name = "default", Engines = [web, db] }] }, output: false);
        await harness.NextOfAsync<EngineReady>("db");
        await harness.NextOfAsync<EngineWaiting>("web", waiting => waiting.For.EndsWith("(running)", StringComparison.Ordinal));

        Open();
        await harness.NextOfAsync<EngineRunning>("web");
    }

    [Fact(Timeout = 60_000)]
    public async Task ARunningEngine_IsLeftAlone_WhenItsDependencyRestarts()
    {
        await using var harness = Start(Sleeper("db"), Sleeper("web", On("db")));
        var pids = await harness.AllReadyAsync(2);

        Proc.Kill(pids["db"], 9);
        await harness.NextOfAsync<EngineReady>("db");

        Assert.All(harness.Seen.OfType<EngineEvent>(), e => Assert.Equal("db", e.Engine));
        Assert.True(Proc.Exists(pids["web"]));
    }

    [Fact(Timeout = 60_000)]
    public async Task RestartWith_GoesDownWithIt_AndComesBackAfterIt()
    {
        await using var harness = Start(Sleeper("db"), Sleeper("web", On("db") with { RestartWith = true }));
        var pids = await harness.AllReadyAsync(2);

        Proc.Kill(pids["db"], 9);
        var stopping = await harness.NextOfAsync<EngineStopping>("web");
        await harness.NextOfAsync<EngineReady>("web");

        Assert.Equal("db, which it depends on, went down", stopping.Why);
        Assert.True(Index(harness, e => e is EngineReady { Engine: "db", Attempt: 2 }) < Index(harness, e => e is EngineStarting { Engine: "web", Attempt: 2 }));
        Assert.DoesNotContain(harness.Seen, e => e is EngineBackoff { Engine: "web" });
    }

    [Fact(Timeout = 60_000)]
    public async Task RestartWith_ThatAReloadAdds_HoldsForTheAttemptThatRuns()
    {
        await using var harness = Start(Sleeper("db"), Sleeper("web"));
        var pids = await harness.AllReadyAsync(2);
        await harness.Tree.ReloadAsync(new SupervisionSettings
        {
            Groups = [new GroupSettings { Name = "default", Engines = [Sleeper("db"), Sleeper("web", On("db") with { RestartWith = true })] }],
        });

        Proc.Kill(pids["db"], 9);

        Assert.Equal(pids["web"], (await harness.NextOfAsync<EngineStopping>("web")).Pid);
        await harness.NextOfAsync<EngineReady>("web");
        Assert.True(Index(harness, e => e is EngineReady { Engine: "db", Attempt: 2 }) < Index(harness, e => e is EngineStarting { Engine: "web", Attempt: 2 }));
    }

    [Fact(Timeout = 60_000)]
    public async Task RestartWith_AStoppedDependency_WaitsUntilItIsStarted()
    {
        await using var harness = Start(Sleeper("db"), Sleeper("web", On("db") with { RestartWith = true }));
        await harness.AllReadyAsync(2);

        await harness.Tree.StopEngineAsync("db");
        await harness.NextOfAsync<EngineWaiting>("web", waiting => waiting.For == "db ready (stopped)");
        Assert.Equal(EngineCommandResult.Waiting, await harness.Tree.StartEngineAsync("web"));
        Assert.Equal(EngineCommandResult.Accepted, await harness.Tree.StartEngineAsync("db"));
        await harness.NextOfAsync<EngineReady>("web");
    }

    [Fact(Timeout = 60_000)]
    public async Task AFailedEngine_AsksAgainAfterItsBackoff()
    {
        await using var harness = Start(Gated("db"), Sleeper("web", On("db")));
        Open();
        var pids = await harness.AllReadyAsync(2);
        File.Delete(Gate);
        await harness.NextOfAsync<EngineNotReady>("db");

        Proc.Kill(pids["web"], 9);
        await harness.NextOfAsync<EngineWaiting>("web");
        await harness.StatusOfAsync("web", engine => engine is { State: EngineState.Backoff, WaitingFor: not null });

        Open();
        await harness.NextOfAsync<EngineReady>("web");
    }

    [Fact(Timeout = 60_000)]
    public async Task AManualStop_EndsTheWait()
    {
        await using var harness = Start(Gated("db"), Sleeper("web", On("db")));
        await harness.NextOfAsync<EngineWaiting>("web");
        await harness.Tree.StopEngineAsync("web");

        Open();
        await harness.NextOfAsync<EngineReady>("db");
        await harness.Tree.StopEngineAsync("db");
        await harness.NextOfAsync<EngineStopped>("db");

        Assert.DoesNotContain(harness.Seen, e => e is EngineStarting { Engine: "web" });
        await harness.StatusOfAsync("web", engine => engine is { State: EngineState.Stopped, Desired: DesiredState.Down, WaitingFor: null });
    }

    [Fact(Timeout = 60_000)]
    public async Task AManualRestart_OfARunningEngine_AsksInBetween()
    {
        await using var harness = Start(Gated("db"), Sleeper("web", On("db")));
        Open();
        await harness.AllReadyAsync(2);

        await harness.Tree.RestartEngineAsync("web");
        await harness.NextOfAsync<EngineReady>("web");

        Assert.Equal(["web stopping", "web stopped", "web starting", "web running"], harness.States());
    }

    [Theory(Timeout = 60_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ACommand_ToAnEngineThatHasJustEnded_Asks(bool restart)
    {
        var web = Sleeper("web", On("db")) with
        {
            Hooks = new HookSettings
            {
                PostStop = new HookCommand { Command = ["/bin/sh", "-c", $"while [ ! -e {Gate} ]; do sleep 0.02; done"], Timeout = TimeSpan.FromMinutes(1) },
            },
        };
        await using var harness = Start(web, Sleeper("db"), Sleeper("other"));
        var pids = await harness.AllReadyAsync(3);
        await harness.Tree.StopEngineAsync("db");
        await harness.NextOfAsync<EngineStopped>("db");
        Proc.Kill(pids["web"], 9);
        await harness.NextOfAsync<EngineExited>("web");

        Assert.Equal(EngineCommandResult.Waiting, await (restart ? harness.Tree.RestartEngineAsync("web") : harness.Tree.StartEngineAsync("web")));
        Open();
        await harness.NextOfAsync<EngineWaiting>("web", waiting => waiting.For == "db ready (stopped)");
        await harness.Tree.StartEngineAsync("db");
        await harness.NextOfAsync<EngineRunning>("web");

        Assert.True(Index(harness, e => e is EngineReady { Engine: "db" }) < Index(harness, e => e is EngineStarting { Engine: "web" }));
        var first = (await harness.Tree.WhyAsync("web"))!.Attempts[0];
        Assert.Equal((FailureKind.Signalled, 9), (first.Failure?.Kind, first.Exit?.Signal));
    }

    [Fact(Timeout = 60_000)]
    public async Task AllInstances_AreWaitedFor()
    {
        EngineSettings Instance(int index) => (index == 1 ? Gated("db-1") : Sleeper("db-0")) with { Engine = "db", Instance = index };
        await using var harness = Start(Instance(0), Instance(1), Sleeper("web", On("db")), Sleeper("one", On("db-0")));
        await harness.NextOfAsync<EngineReady>("one");
        Assert.DoesNotContain(harness.Seen, e => e is EngineStarting { Engine: "web" });

        Open();
        await harness.NextOfAsync<EngineReady>("web");
    }

    [Fact(Timeout = 60_000)]
    public async Task AnOrderedGroup_IsNotHeldUp_ByAnEngineThatWaits()
    {
        await using var harness = Start(GroupStrategy.OneForAll, Sleeper("web", On("db")), Sleeper("db"));

        await harness.AllReadyAsync(2);
    }

    [Fact(Timeout = 60_000)]
    public async Task Stop_TakesDependentsDownFirst()
    {
        await using var harness = Start(Sleeper("db"), Sleeper("cache", On("db")), Sleeper("web", On("cache"), On("db")));
        await harness.AllReadyAsync(3);

        harness.Tree.Stop("test");
        await harness.AllAsync();

        Assert.Equal(["web stopping", "web stopped", "cache stopping", "cache stopped", "db stopping", "db stopped"], harness.States());
    }

    [Fact(Timeout = 60_000)]
    public async Task AcrossGroups_ItHoldsTheSame()
    {
        await using var harness = TreeHarness.Start(new SupervisionSettings
        {
            Groups =
            [
                new GroupSettings { Name = "front", Engines = [Sleeper("web", On("db")) with { Group = "front" }] },
                new GroupSettings { Name = "back", Engines = [Gated("db") with { Group = "back" }] },
            ],
        });
        await harness.NextOfAsync<EngineWaiting>("web");

        Open();
        await harness.NextOfAsync<EngineReady>("web");
    }

    [Fact(Timeout = 60_000)]
    public async Task ADependencyThatIsGivenUp_InAGroupThatOnlyStopsItself_TakesItsDependentDown()
    {
        await using var harness = TreeHarness.Start(new SupervisionSettings
        {
            Groups =
            [
                new GroupSettings
                {
                    Name = "back",
                    OnGiveUp = GiveUpPolicy.StopGroup,
                    Engines = [Gated("db") with { Group = "back", Command = ["/bin/sh", "-c", "exit 4"], Budget = new BudgetSettings { MaxRetries = 1 } }],
                },
                new GroupSettings { Name = "front", Engines = [Sleeper("web", On("db")) with { Group = "front" }, Sleeper("other") with { Group = "front" }] },
            ],
        });

        var outcome = await harness.OutcomeAsync();

        Assert.Contains("engine web given up", outcome.Summary);
        Assert.Contains("db, which it depends on, was given up on: exited with code 4", outcome.Summary);
    }
}
