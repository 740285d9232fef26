using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Settings;
using Supervision.Actors.Tests.Support;
using static Supervision.Actors.Tests.Support.TreeHarness;

namespace Supervision.Actors.Tests.Trees;

/// <summary>What people ask of engines while they run.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("supervision-commands-").FullName;

    private string Flag => Path.Combine(_folder, "flag");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static EngineSettings Instance(int index, string script = "exec sleep 100") =>
        Shell($"web-{index}", script) with { Engine = "web", Instance = index };

    private static TreeHarness StartScalable(int count, string script = "exec sleep 100") => TreeHarness.Start(new SupervisionSettings
    {
        Groups = [new GroupSettings { Name = "default", Engines = [.. Enumerable.Range(0, count).Select(index => Instance(index, script))] }],
        Templates = ImmutableDictionary<string, Func<int, EngineSettings>>.Empty.Add("web", index => Instance(index, script)),
    });

    [Fact(Timeout = 60_000)]
    public async Task Signal_GoesToTheProcess()
    {
        await using var harness = Start(Shell("web", "trap 'echo got it' USR1; echo up; while :; do sleep 0.02; done"));
        await harness.AllReadyAsync(1, output: "up");

        Assert.Equal(EngineCommandResult.Accepted, await harness.Tree.SignalEngineAsync("web", 10));
        await harness.NextOfAsync<EngineOutput>("web", output => output.Line == "got it");
        await harness.Tree.StopEngineAsync("web");
        await harness.NextOfAsync<EngineStopped>("web");

        Assert.Equal(EngineCommandResult.NotRunning, await harness.Tree.SignalEngineAsync("web", 10));
        Assert.Equal(EngineCommandResult.NotFound, await harness.Tree.SignalEngineAsync("none", 10));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => harness.Tree.SignalEngineAsync("web", 65));
    }

    [Fact(Timeout = 60_000)]
    public async Task Hasten_OfOneEngine_EndsItsGraceAndNoLaterOne()
    {
        var stubborn = Shell("web", "trap '' TERM; echo up; while :; do sleep 0.02; done") with
        {
            Stop = new StopSettings { Timeout = TimeSpan.FromMinutes(10), KillTimeout = TimeSpan.FromSeconds(5) },
        };
        await using var harness = Start(stubborn, Shell("other", "exec sleep 100"));
        await harness.AllReadyAsync(2, output: "up");
        for (var i = 0; i < 2; i++)
        {
            await harness.Tree.StopEngineAsync("web");
            await harness.NextOfAsync<EngineStopping>("web");
            Assert.Equal(EngineCommandResult.Accepted, await harness.Tree.HastenEngineAsync("web"));
            Assert.Equal(9, (await harness.NextOfAsync<EngineStopped>("web")).Exit?.Signal);
            await harness.Tree.StartEngineAsync("web");
            await harness.NextOfAsync<EngineOutput>("web", output => output.Line == "up");
        }
    }

    [Theory(Timeout = 60_000)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RollingRestart_NeverHasMoreUnavailableThanAllowed(int most)
    {
        await using var harness = StartScalable(4);
        await harness.AllReadyAsync(4);

        Assert.Equal(EngineCommandResult.Accepted, await harness.Tree.RollingRestartAsync("web", most));
        Assert.Equal(EngineCommandResult.Busy, await harness.Tree.RollingRestartAsync("web", most));
        var ended = await harness.NextAsync<RollingRestartEnded>();

        Assert.Equal((4, 0, null), (ended.Restarted, ended.Left, ended.Aborted));
        var (down, worst) = (0, 0);
        foreach (var value in harness.Seen.OfType<EngineEvent>())
        {
            down += value is EngineStopping ? 1 : value is EngineReady ? -1 : 0;
            worst = Math.Max(worst, down);
        }

        Assert.Equal(most, worst);
        Assert.All(await harness.Tree.StatusAsync(), engine => Assert.Equal(2, engine.Attempt));
    }

    /// <summary>A restart of what is only being started is none, and would never end.</summary>
    [Fact(Timeout = 60_000)]
    public async Task RollingRestart_WhileAnInstanceIsBeingStarted_RestartsItOnceItRuns()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var gates = new GateSettings { PortFree = [((IPEndPoint)listener.LocalEndpoint).Port] };
        await using var harness = Start(Instance(0), Instance(1) with { Gates = gates });
        await harness.NextOfAsync<EngineReady>("web-0");
        await harness.StatusOfAsync("web-1", engine => engine.State == EngineState.Starting);

        Assert.Equal(EngineCommandResult.Accepted, await harness.Tree.RollingRestartAsync("web"));
        listener.Stop();
        var ended = await harness.NextAsync<RollingRestartEnded>();

        Assert.Equal((2, 0, null), (ended.Restarted, ended.Left, ended.Aborted));
        Assert.All(await harness.Tree.StatusAsync(), engine => Assert.Equal(2, engine.Attempt));
    }

    [Fact(Timeout = 60_000)]
    public async Task RollingRestart_EndsEarly_WhereAnInstanceIsGivenUpOn()
    {
        var script = $"test -e {Flag} && exit 1; exec sleep 100";
        await using var harness = TreeHarness.Start(new SupervisionSettings
        {
            Groups =
            [
                new GroupSettings
                {
                    Name = "default",
                    Engines =
                    [
                        .. Enumerable.Range(0, 3).Select(index => Instance(index, script) with
                        {
                            Budget = new BudgetSettings { MaxRetries = 0, RetryAfter = TimeSpan.FromHours(1) },
                            // Not ready before it has lived for a moment.
                            Probes = new ProbesSettings
                            {
                                Readiness = new ProbeSettings { Check = new ProbeCheck.Exec(["/bin/true"]), InitialDelay = TimeSpan.FromMilliseconds(500) },
                            },
                        }),
                    ],
                },
            ],
        });
        await harness.AllReadyAsync(3);
        await File.WriteAllTextAsync(Flag, "");

        await harness.Tree.RollingRestartAsync("web");
        var ended = await harness.NextAsync<RollingRestartEnded>();

        Assert.Equal((0, 2, "web-0 was given up on"), (ended.Restarted, ended.Left, ended.Aborted));
        await harness.StatusOfAsync("web-0", engine => engine is { State: EngineState.Fatal, RetryAt: not null });
        await harness.StatusOfAsync("web-1", engine => engine is { State: EngineState.Running, Attempt: 1 });
    }

    [Fact(Timeout = 60_000)]
    public async Task RollingRestart_OfInstancesThatWereGivenUpOn_RestartsThemAll()
    {
        var script = $"test -e {Flag} && exec sleep 100; exit 1";
        await using var harness = Start([.. Enumerable.Range(0, 4).Select(index => Instance(index, index == 3 ? "exec sleep 100" : script) with
        {
            Budget = new BudgetSettings { MaxRetries = 0, RetryAfter = TimeSpan.FromHours(1) },
        })]);
        for (var i = 0; i < 3; i++)
        {
            await harness.StatusOfAsync($"web-{i}", engine => engine is { State: EngineState.Fatal, RetryAt: not null });
        }

        await harness.StatusOfAsync("web-3", engine => engine.Readiness == Readiness.Ready);
        await File.WriteAllTextAsync(Flag, "");
        Assert.Equal(EngineCommandResult.Accepted, await harness.Tree.RollingRestartAsync("web"));
        var ended = await harness.NextAsync<RollingRestartEnded>();

        Assert.Equal((4, 0, null), (ended.Restarted, ended.Left, ended.Aborted));
        Assert.All(await harness.Tree.StatusAsync(), engine => Assert.Equal((EngineState.Running, 2), (engine.State, engine.Attempt)));
    }

    [Fact(Timeout = 60_000)]
    public async Task Scale_UpAndDown_StartsAndStopsTheHighestInstances()
    {
        await using var harness = StartScalable(1);
        await harness.AllReadyAsync(1);

        Assert.Equal(EngineCommandResult.Accepted, await harness.Tree.ScaleEngineAsync("web", 3));
        await harness.AllReadyAsync(2);
        Assert.Equal(["web-0", "web-1", "web-2"], (await harness.Tree.StatusAsync()).Select(engine => engine.Name));

        Assert.Equal(EngineCommandResult.Accepted, await harness.Tree.ScaleEngineAsync("web-0", 1));
        await harness.NextOfAsync<EngineStopped>("web-1");
        // Its actor may still be on its way out.
        EngineCommandResult result;
        while ((result = await harness.Tree.ScaleEngineAsync("web", 2)) == EngineCommandResult.Busy)
        {
            await Task.Yield();
        }

        Assert.Equal(EngineCommandResult.Accepted, result);
        await harness.NextOfAsync<EngineReady>("web-1");
        Assert.Equal(1, (await harness.Tree.WhyAsync("web-1"))!.Attempts.Single().Attempt);
        Assert.Equal(EngineCommandResult.NotFound, await harness.Tree.ScaleEngineAsync("none", 2));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => harness.Tree.ScaleEngineAsync("web", 0));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Instance_ThatLeaves_IsNotBroughtBackByACommand(bool restart)
    {
        // It leaves slowly.
        var leaving = Instance(1) with { Command = ["/bin/sh", "-c", "trap : TERM; while :; do sleep 0.05; done"], Stop = new StopSettings { Timeout = TimeSpan.FromSeconds(1) } };
        await using var harness = Start(Instance(0), leaving);
        await harness.AllReadyAsync(2);
        Assert.Equal(EngineCommandResult.Accepted, await harness.Tree.ScaleEngineAsync("web", 1));

        Assert.Equal(EngineCommandResult.NotFound, await (restart ? harness.Tree.RestartEngineAsync("web-1") : harness.Tree.StartEngineAsync("web-1")));

        await harness.NextOfAsync<EngineStopped>("web-1");
        while ((await harness.Tree.StatusAsync()).Count > 1)
        {
            await Task.Yield();
        }

        Assert.Equal("web-0", Assert.Single(await harness.Tree.StatusAsync()).Name);
    }

    [Fact(Timeout = 60_000)]
    public async Task Scale_WithoutAConfiguration_IsNotPossibleUpwards()
    {
        await using var harness = Start(Instance(0), Instance(1));
        await harness.AllReadyAsync(2);

        Assert.Equal(EngineCommandResult.NotPossible, await harness.Tree.ScaleEngineAsync("web", 3));
        Assert.Equal(EngineCommandResult.Accepted, await harness.Tree.ScaleEngineAsync("web", 1));
        await harness.NextOfAsync<EngineStopped>("web-1");
    }

    [Fact(Timeout = 60_000)]
    public async Task Scale_FromALoadedConfiguration_MakesInstancesAsWritten()
    {
        var settings = Conf.Settings("supervision.engines.web { command = [/bin/sh, -c, \"echo I am %(instance); exec sleep 100\"] }");
        await using var harness = TreeHarness.Start(settings);
        await harness.AllReadyAsync(1);

        await harness.Tree.ScaleEngineAsync("web", 2);
        await harness.NextOfAsync<EngineOutput>("web-1", output => output.Line == "I am 1");

        Assert.Equal(["web", "web-1"], (await harness.Tree.StatusAsync()).Select(engine => engine.Name));
    }

    [Fact(Timeout = 60_000)]
    public async Task RetryAfter_LeavesTheOthersAlone_ThenTriesAgainWithAFreshBudget()
    {
        var bad = Shell("bad", "echo no luck; exit 1") with
        {
            Budget = new BudgetSettings { MaxRetries = 1, RetryAfter = TimeSpan.FromMilliseconds(300) },
        };
        await using var harness = Start(bad, Shell("good", "exec sleep 100"));

        await harness.NextOfAsync<EngineFatal>("bad");
        await harness.NextOfAsync<EngineStarting>("bad");
        await harness.NextOfAsync<EngineFatal>("bad");

        Assert.Equal(4, harness.Seen.Count(e => e is EngineStarting { Engine: "bad" }));
        Assert.All(harness.Seen.OfType<BudgetExhausted>(), e => Assert.Equal(TimeSpan.FromMilliseconds(300), e.RetryAfter));
        Assert.DoesNotContain("good stopping", harness.States());
    }

    [Fact(Timeout = 60_000)]
    public async Task RetryAfter_IsShown_EndsWithAStartByHand_AndNotAfterAStopByHand()
    {
        var bad = Shell("bad", $"test -e {Flag} && exec sleep 100; exit 1") with
        {
            Budget = new BudgetSettings { MaxRetries = 0, RetryAfter = TimeSpan.FromHours(1) },
        };
        await using var harness = Start(bad, Shell("good", "exec sleep 100"));
        await harness.NextOfAsync<EngineFatal>("bad");
        var report = (await harness.Tree.WhyAsync("bad"))!;
        Assert.NotNull(report.NextRetry);
        Assert.Equal(report.NextRetry, report.Status.RetryAt);

        await File.WriteAllTextAsync(Flag, "");
        await harness.Tree.StartEngineAsync("bad");
        await harness.NextOfAsync<EngineReady>("bad");
        Assert.Null((await harness.Tree.WhyAsync("bad"))!.NextRetry);
        await harness.Tree.StopEngineAsync("bad");
        await harness.NextOfAsync<EngineStopped>("bad");
    }

    [Fact(Timeout = 60_000)]
    public async Task RetryAfter_UnderOneForAll_StopsTheOthersMeanwhile()
    {
        var bad = Shell("bad", $"test -e {Flag} && exec sleep 100; sleep 0.3; exit 1") with
        {
            Budget = new BudgetSettings { MaxRetries = 0, RetryAfter = TimeSpan.FromMilliseconds(500) },
        };
        await using var harness = Start(GroupStrategy.OneForAll, Shell("good", "exec sleep 100"), bad);
        await harness.NextOfAsync<EngineFatal>("bad");
        await File.WriteAllTextAsync(Flag, "");

        await harness.NextOfAsync<EngineRunning>("good");

        Assert.Equal(
            ["bad exited", "good stopping", "good stopped", "bad starting", "bad running", "good starting", "good running"],
            harness.States().SkipWhile(state => state != "bad exited").Where(state => state != "bad fatal"));
    }

    [Fact(Timeout = 60_000)]
    public async Task SameFailures_BeforeReady_AreGivenUpOnEarly_WithTheReason()
    {
        var bad = Shell("bad", "echo unknown argument; exit 2") with
        {
            Budget = new BudgetSettings { MaxRetries = 100 },
            Probes = new ProbesSettings
            {
                Startup = new ProbeSettings { Check = new ProbeCheck.Exec(["/bin/false"]), Period = TimeSpan.FromSeconds(10), Failures = 100 },
            },
        };
        await using var harness = Start(bad);

        var outcome = await harness.OutcomeAsync();

        Assert.Contains("it failed 3 times in a row in the same way before it was ready; last failure: exited with code 2", outcome.Summary);
        Assert.Equal(3, (await harness.AllAsync()).Count(e => e is EngineStarting));
        Assert.Equal("same-failures", harness.Seen.OfType<BudgetExhausted>().Single().Limit);
    }

    [Fact(Timeout = 60_000)]
    public async Task Why_TellsTheLastAttempts_WithExitReasonBackoffProbesAndOutput()
    {
        var bad = Shell("bad", $"echo attempt; test -e {Flag} && exec sleep 100; sleep 0.2; exit 4") with
        {
            KeepAttempts = 2,
            Budget = new BudgetSettings { MaxRetries = 50 },
            Probes = new ProbesSettings
            {
                Readiness = new ProbeSettings { Check = new ProbeCheck.Exec(["/bin/true"]), Period = TimeSpan.FromMilliseconds(50) },
            },
        };
        await using var harness = Start(bad);
        await harness.NextOfAsync<EngineBackoff>("bad", backoff => backoff.Attempt == 2);
        await File.WriteAllTextAsync(Flag, "");
        var ready = await harness.NextOfAsync<EngineReady>("bad", ready => ready.Attempt >= 3);

        var report = (await harness.Tree.WhyAsync("bad"))!;

        Assert.Equal([ready.Attempt - 1, ready.Attempt], report.Attempts.Select(attempt => attempt.Attempt));
        var (failed, current) = (report.Attempts[0], report.Attempts[1]);
        Assert.Equal((4, FailureKind.Exited, "exited with code 4"), (failed.Exit?.Code, failed.Failure?.Kind, failed.Reason));
        Assert.Equal(["attempt"], failed.LastOutput);
        Assert.True(failed.Ended >= failed.Started && failed.Pid > 0 && failed.Backoff > TimeSpan.Zero);
        Assert.Equal(bad.Command, failed.Command);
        Assert.Equal((ready.Pid, null, null), (current.Pid, current.Ended, current.Failure));
        Assert.True(current.Ready >= current.Started);
        Assert.True(current.Probes[Supervision.Actors.Heartbeats.ProbeKind.Readiness].Success);
        Assert.Equal((50, TimeSpan.FromHours(1)), (report.RestartsAllowed, report.Within));
        Assert.Equal(ready.Attempt - 1, report.RestartsUsed);
        Assert.Equal(ready.Attempt - 1, report.Failures);
        Assert.Null(report.BackoffLeft);
        Assert.Null(await harness.Tree.WhyAsync("none"));
    }

    [Fact(Timeout = 60_000)]
    public async Task Why_OfAFailure_IsNotForgotten_WhereARestartIsAskedForBeforeItsTreeIsEmpty()
    {
        var web = Shell("web", "exec sleep 100") with
        {
            Hooks = new HookSettings { PostStop = new HookCommand { Command = ["/bin/sh", "-c", $"while [ ! -e {Flag} ]; do sleep 0.02; done"], Timeout = TimeSpan.FromMinutes(1) } },
        };
        await using var harness = Start(web);
        var pids = await harness.AllReadyAsync(1);
        Proc.Kill(pids["web"], 9);
        await harness.NextOfAsync<EngineExited>("web");

        await harness.Tree.RestartEngineAsync("web");
        await File.WriteAllTextAsync(Flag, "");
        await harness.NextOfAsync<EngineReady>("web");

        var first = (await harness.Tree.WhyAsync("web"))!.Attempts[0];
        Assert.Equal((FailureKind.Signalled, 9), (first.Failure?.Kind, first.Exit?.Signal));
        Assert.StartsWith("killed by", first.Reason, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Why_OfAStop_AndOfAFailedSpawn_HasTheirReasons()
    {
        await using var harness = Start(
            Shell("gone", "") with { Command = ["no-such-program-anywhere"], Restart = RestartType.Temporary }, Shell("web", "exec sleep 100"));
        await harness.AllReadyAsync(1);
        await harness.Tree.StopEngineAsync("web");
        await harness.NextOfAsync<EngineStopped>("web");

        var stopped = (await harness.Tree.WhyAsync("web"))!.Attempts.Single();
        var gone = (await harness.Tree.WhyAsync("gone"))!.Attempts.Single();

        Assert.Equal(("asked to stop", null), (stopped.Reason, stopped.Failure));
        Assert.Equal((null, FailureKind.SpawnFailed), (gone.Pid, gone.Failure?.Kind));
        Assert.Contains("no-such-program-anywhere", gone.Reason);
    }
}
