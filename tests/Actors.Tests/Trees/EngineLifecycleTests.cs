using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using static Supervision.Actors.Tests.Support.TreeHarness;

namespace Supervision.Actors.Tests.Trees;

public sealed class EngineLifecycleTests
{
    private const int SigKill = 9;

    [Fact(Timeout = 60_000)]
    public async Task KilledEngine_ComesBack_AndPublishesExitBackoffStartingRunningReadyInOrder()
    {
        await using var harness = Start(Shell("web", "exec sleep 100"));
        var ready = await harness.NextOfAsync<EngineReady>("web");
        harness.Seen.Clear();

        Proc.Kill(ready.Pid!.Value, SigKill);
        var again = await harness.NextOfAsync<EngineReady>("web");

        Assert.NotEqual(ready.Pid, again.Pid);
        Assert.Equal(2, again.Attempt);
        Assert.Equal(
            ["EngineExited", "EngineBackoff", "EngineStarting", "EngineRunning", "EngineReady"],
            harness.Seen.OfType<EngineEvent>().Where(e => e is EngineStateChanged or EngineReady).Select(e => e.GetType().Name));
        var exited = harness.Seen.OfType<EngineExited>().Single();
        Assert.Equal(FailureKind.Signalled, exited.Failure!.Kind);
        Assert.Equal(9, exited.Exit!.Value.Signal);
        var sequence = harness.Seen.Select(e => e.Sequence).ToArray();
        Assert.Equal(sequence.Order(), sequence);
    }

    [Fact(Timeout = 60_000)]
    public async Task PermanentEngine_ExitingWithZero_CountsAsFailureAndRestarts()
    {
        await using var harness = Start(Shell("job", "sleep 0.05; exit 0"));

        var backoff = await harness.NextOfAsync<EngineBackoff>("job");
        await harness.NextOfAsync<EngineRunning>("job");

        Assert.Equal(1, backoff.Failures);
        Assert.Equal("exited with code 0", harness.Seen.OfType<EngineExited>().First().Failure!.Message);
    }

    [Fact(Timeout = 60_000)]
    public async Task TransientEngine_ExitingWithZero_EndsTheTreeAsStopped()
    {
        await using var harness = Start(Shell("job", "exit 0") with { Restart = RestartType.Transient });

        var outcome = await harness.OutcomeAsync();

        Assert.Equal(TreeOutcomeKind.Stopped, outcome.Kind);
        Assert.Equal(0, outcome.ExitCode(ExitCodePolicy.One));
    }

    [Fact(Timeout = 60_000)]
    public async Task TransientEngine_ExitingWithAnError_Restarts()
    {
        await using var harness = Start(Shell("job", "exit 4") with { Restart = RestartType.Transient });

        await harness.NextOfAsync<EngineBackoff>("job");
    }

    [Fact(Timeout = 60_000)]
    public async Task TemporaryEngine_Failing_IsNotRestartedAndItsCodeIsTheOutcome()
    {
        await using var harness = Start(Shell("job", "exit 7") with { Restart = RestartType.Temporary });

        var outcome = await harness.OutcomeAsync();

        Assert.Equal(TreeOutcomeKind.GaveUp, outcome.Kind);
        Assert.Equal(7, outcome.ExitCode(ExitCodePolicy.Engine));
        Assert.Single((await harness.AllAsync()).OfType<EngineStarting>());
    }

    [Fact(Timeout = 60_000)]
    public async Task TemporaryEngine_ExitingWithZero_EndsTheTreeAsStopped()
    {
        await using var harness = Start(Shell("job", "exit 0") with { Restart = RestartType.Temporary });

        Assert.Equal(TreeOutcomeKind.Stopped, (await harness.OutcomeAsync()).Kind);
    }

    [Fact(Timeout = 60_000)]
    public async Task MissingProgram_FailsTheSpawnWithItsNameAndRetries()
    {
        await using var harness = Start(Shell("gone", "") with { Command = ["no-such-program-anywhere"] });

        var exited = await harness.NextOfAsync<EngineExited>("gone");
        await harness.NextOfAsync<EngineBackoff>("gone");

        Assert.Equal(FailureKind.SpawnFailed, exited.Failure!.Kind);
        Assert.Contains("no-such-program-anywhere", exited.Failure.Message);
        Assert.Null(exited.Exit);
    }

    [Fact(Timeout = 60_000)]
    public async Task ManualStop_DuringBackoff_BeatsTheRestart()
    {
        var engine = Shell("web", "exit 1") with
        {
            Backoff = new BackoffSettings { Min = TimeSpan.FromMinutes(10), Max = TimeSpan.FromMinutes(10) },
        };
        await using var harness = Start(engine);
        await harness.NextOfAsync<EngineBackoff>("web");

        Assert.Equal(EngineCommandResult.Accepted, await harness.Tree.StopEngineAsync("web"));
        await harness.NextOfAsync<EngineStopped>("web");

        var status = Assert.Single(await harness.Tree.StatusAsync());
        Assert.Equal(DesiredState.Down, status.Desired);
        Assert.Equal(EngineState.Stopped, status.State);
    }

    [Fact(Timeout = 60_000)]
    public async Task ManualStart_DuringBackoff_SkipsTheDelay()
    {
        var engine = Shell("web", "exit 1") with
        {
            Backoff = new BackoffSettings { Min = TimeSpan.FromMinutes(10), Max = TimeSpan.FromMinutes(10) },
        };
        await using var harness = Start(engine);
        await harness.NextOfAsync<EngineBackoff>("web");

        await harness.Tree.StartEngineAsync("web");

        Assert.Equal(2, (await harness.NextOfAsync<EngineRunning>("web")).Attempt);
    }

    [Fact(Timeout = 60_000)]
    public async Task ManualRestart_OfARunningEngine_StopsAndStartsWithoutCostingBudget()
    {
        await using var harness = Start(Shell("web", "exec sleep 100") with { Budget = new BudgetSettings { MaxRetries = 0 } });
        await harness.NextOfAsync<EngineReady>("web");
        harness.Seen.Clear();

        await harness.Tree.RestartEngineAsync("web");
        await harness.NextOfAsync<EngineReady>("web");

        Assert.Equal(["web stopping", "web starting", "web running"], harness.States());
    }

    [Fact(Timeout = 60_000)]
    public async Task StoppedEngine_StartedAgain_Runs()
    {
        await using var harness = Start(Shell("web", "exec sleep 100"), Shell("other", "exec sleep 100"));
        await harness.NextOfAsync<EngineReady>("web");
        await harness.Tree.StopEngineAsync("web");
        await harness.NextOfAsync<EngineStopped>("web");

        await harness.Tree.StartEngineAsync("web");

        Assert.Equal(2, (await harness.NextOfAsync<EngineReady>("web")).Attempt);
    }

    [Fact(Timeout = 60_000)]
    public async Task Command_ForAnUnknownEngine_SaysNotFound()
    {
        await using var harness = Start(Shell("web", "exec sleep 100"));
        Assert.Equal(EngineCommandResult.NotFound, await harness.Tree.StopEngineAsync("nobody"));
    }

    [Fact(Timeout = 60_000)]
    public async Task AutoStartOff_WaitsForAStart()
    {
        await using var harness = Start(Shell("web", "exec sleep 100") with { AutoStart = false }, Shell("other", "exec sleep 100"));
        await harness.NextOfAsync<EngineReady>("other");
        Assert.Equal(EngineState.Stopped, (await harness.Tree.StatusAsync()).Single(engine => engine.Name == "web").State);

        await harness.Tree.StartEngineAsync("web");

        await harness.NextOfAsync<EngineReady>("web");
    }

    [Fact(Timeout = 60_000)]
    public async Task ReadyAfter_OfAnEngineWithoutProbes_KeepsItFromBeingReadyForThatLong()
    {
        var least = TimeSpan.FromSeconds(1);
        await using var harness = Start(Shell("web", "exec sleep 100") with { ReadyAfter = least });
        await harness.NextOfAsync<EngineRunning>("web");

        var ready = await harness.NextOfAsync<EngineReady>("web");

        Assert.True(ready.After >= least, $"ready after {ready.After}");
    }

    [Fact(Timeout = 60_000)]
    public async Task ReadyAfter_LongerThanTheProcessLives_MakesItsExitOneBeforeItWasReady()
    {
        await using var harness = Start(Shell("web", "sleep 0.1; exit 3") with
        {
            ReadyAfter = TimeSpan.FromMinutes(1),
            Budget = new BudgetSettings { MaxRetries = 10, SameFailures = 2 },
        });

        var outcome = await harness.OutcomeAsync();

        Assert.Contains("it failed 2 times in a row in the same way before it was ready", outcome.Summary);
        Assert.Empty((await harness.AllAsync()).OfType<EngineReady>());
    }

    [Fact(Timeout = 60_000)]
    public async Task Output_IsPublishedByLineWithPidAndStream()
    {
        await using var harness = Start(Shell("talk", "echo one; echo two >&2; printf three; exec sleep 100"));
        var running = await harness.NextOfAsync<EngineRunning>("talk");

        var lines = new List<EngineOutput> { await harness.NextOfAsync<EngineOutput>("talk"), await harness.NextOfAsync<EngineOutput>("talk") };

        Assert.All(lines, line => Assert.Equal(running.Pid, line.Pid));
        Assert.Contains(lines, line => line is { Line: "one", Stream: Posix.OutputStream.Stdout });
        Assert.Contains(lines, line => line is { Line: "two", Stream: Posix.OutputStream.Stderr });
    }

    [Fact(Timeout = 60_000)]
    public async Task LastOutput_WithoutNewlineAtTheEnd_IsInTheFailure()
    {
        await using var harness = Start(Shell("talk", "echo first; printf 'CUDA error'; exit 3") with { Budget = new BudgetSettings { MaxRetries = 0 } });

        var outcome = await harness.OutcomeAsync();

        Assert.Equal(["first", "CUDA error"], outcome.Failure!.LastOutput);
        Assert.Contains("CUDA error", outcome.Summary);
        Assert.Contains(await harness.AllAsync(), e => e is EngineOutput { Line: "CUDA error" });
    }

    [Fact(Timeout = 60_000)]
    public async Task Environment_AddsAndRemovesVariables()
    {
        var engine = Shell("env", "echo \"$MINE:${HOME-unset}:$SUPERVISION_ENGINE:$SUPERVISION_GROUP:$SUPERVISION_INSTANCE\"; exec sleep 100");
        await using var harness = Start(engine with { Environment = engine.Environment.Add("MINE", "1").Add("HOME", null) });

        Assert.Equal("1:unset:env:default:0", (await harness.NextOfAsync<EngineOutput>("env")).Line);
    }
}
