using System.Collections.Immutable;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using static Supervision.Actors.Tests.Support.TreeHarness;

namespace Supervision.Actors.Tests.Failures;

/// <summary>Real engines that fail in known ways, and what follows.</summary>
public sealed class FailurePolicyTests
{
    [Fact(Timeout = 60_000)]
    public async Task GpuLost_IsNotRetried_AndEndsTheTreeWithItsCode()
    {
        await using var h = Start(Shell("engine", "echo 'NVRM: Xid (PCI:0000:3b:00): 79, GPU has fallen off the bus.' >&2; exit 1"), Shell("other", "exec sleep 100"));

        var outcome = await h.OutcomeAsync();

        Assert.Equal(TreeOutcomeKind.GaveUp, outcome.Kind);
        Assert.Equal(FailureKind.GpuLost, outcome.Failure!.Kind);
        Assert.Equal(80, outcome.ExitCode(ExitCodePolicy.Engine));
        Assert.StartsWith("engine engine given up: gpu-lost is not retried (policy exit); last failure: exited with code 1; gpu-lost (gpu-off-bus): NVRM: Xid", outcome.Summary, StringComparison.Ordinal);
        await h.AllAsync();
        Assert.Equal(FailureAction.Exit, Assert.Single(h.Seen.OfType<FailurePolicyApplied>()).Action);
        Assert.DoesNotContain(h.Seen.OfType<EngineStarting>(), starting => starting is { Engine: "engine", Attempt: > 1 });
        Assert.Contains(h.Seen.OfType<EngineFatal>(), fatal => fatal is { Engine: "engine", Failure.Kind: FailureKind.GpuLost });
    }

    [Fact(Timeout = 60_000)]
    public async Task DriverMismatch_ExitsWithItsCode()
    {
        await using var h = Start(Shell("engine", "echo 'Failed to initialize NVML: Driver/library version mismatch'; exit 1"));

        var outcome = await h.OutcomeAsync();

        Assert.Equal((FailureKind.DriverMismatch, 81), (outcome.Failure!.Kind, outcome.ExitCode(ExitCodePolicy.One)));
    }

    [Fact(Timeout = 60_000)]
    public async Task OwnPattern_WithItsPolicy_StopsThisEngineOnly()
    {
        var failures = new FailureSettings
        {
            Patterns = [new FailurePattern("licence", "licence expired", FailureKind.GateFailed)],
            Policies = ImmutableDictionary<FailureKind, FailurePolicy>.Empty.Add(FailureKind.GateFailed, new FailurePolicy(FailureAction.Stop)),
        };
        await using var h = Start(Shell("engine", "echo 'the licence expired'; exit 3") with { Failures = failures }, Shell("other", "exec sleep 100"));

        var fatal = await h.NextOfAsync<EngineFatal>("engine");

        Assert.Equal(FailureKind.GateFailed, fatal.Failure.Kind);
        Assert.Equal("exited with code 3; gate-failed (licence): the licence expired", fatal.Failure.Message);
        var status = await h.Tree.StatusAsync();
        Assert.Equal(EngineState.Running, status.Single(one => one.Name == "other").State);
        Assert.False(h.Tree.Completion.IsCompleted);

        // Whoever has renewed it starts the engine again.
        await h.Tree.StartEngineAsync("engine");
        await h.NextOfAsync<EngineFatal>("engine");
    }

    [Theory(Timeout = 60_000)]
    [InlineData(GroupStrategy.OneForAll)]
    [InlineData(GroupStrategy.RestForOne)]
    public async Task Stop_HoldsWhenASiblingIsRestarted(GroupStrategy strategy)
    {
        var failures = new FailureSettings
        {
            Policies = ImmutableDictionary<FailureKind, FailurePolicy>.Empty.Add(FailureKind.Exited, new FailurePolicy(FailureAction.Stop)),
        };
        await using var h = Start(
            strategy, Shell("first", "exec sleep 100"), Shell("stopped", "exit 3") with { Failures = failures }, Shell("last", "exec sleep 100"));
        var first = await h.NextOfAsync<EngineReady>("first");
        await h.NextOfAsync<EngineFatal>("stopped");
        await h.StatusOfAsync("last", engine => engine.Readiness == Readiness.Ready);

        Proc.Kill(first.Pid!.Value, 9);
        await h.NextOfAsync<EngineReady>("last", ready => ready.Attempt == 2);

        Assert.Equal((EngineState.Fatal, 1), (await h.Tree.StatusAsync()).Where(one => one.Name == "stopped").Select(one => (one.State, one.Attempt)).Single());
    }

    [Fact(Timeout = 60_000)]
    public async Task Stop_OfTheOnlyEngine_EndsTheTree()
    {
        var failures = new FailureSettings
        {
            Policies = ImmutableDictionary<FailureKind, FailurePolicy>.Empty.Add(FailureKind.Exited, new FailurePolicy(FailureAction.Stop) { ExitCode = 9 }),
        };
        await using var h = Start(Shell("engine", "exit 3") with { Failures = failures });

        var outcome = await h.OutcomeAsync();

        Assert.Equal((TreeOutcomeKind.GaveUp, 9), (outcome.Kind, outcome.ExitCode(ExitCodePolicy.One)));
        Assert.Equal("every engine has ended; engine exited with code 3", outcome.Summary);
    }

    [Fact(Timeout = 60_000)]
    public async Task PortBusy_WaitsWithoutSpendingTheBudget()
    {
        var engine = Shell("engine", "echo 'OSError: [Errno 98] Address already in use' >&2; exit 1") with
        {
            Budget = new BudgetSettings { MaxRetries = 1 },
        };
        await using var h = Start(engine);

        await h.NextOfAsync<EngineBackoff>("engine", backoff => backoff.Attempt == 4);

        Assert.Empty(h.Seen.OfType<BudgetExhausted>());
        Assert.All(h.Seen.OfType<FailurePolicyApplied>(), applied => Assert.Equal((FailureAction.Wait, FailureKind.PortBusy), (applied.Action, applied.Failure.Kind)));
    }

    [Fact(Timeout = 60_000)]
    public async Task Wait_AfterItsLimit_SpendsTheBudgetAndGivesUp()
    {
        var engine = Shell("engine", "echo 'Address already in use'; exit 1") with
        {
            Budget = new BudgetSettings { MaxRetries = 1 },
            Failures = new FailureSettings { WaitLimit = TimeSpan.Zero },
        };
        await using var h = Start(engine);

        var outcome = await h.OutcomeAsync();

        Assert.Contains("it was restarted 1 times within 1 h (budget exhausted); last failure: exited with code 1; port-busy (address-in-use)", outcome.Summary, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task CudaPoisoned_RunningEngine_IsKilledAtOnceAndRestarted()
    {
        // It would sit out its grace: TERM is ignored, and the engine answers nothing any more.
        var engine = Shell("engine", "trap '' TERM; sleep 0.2; echo 'CUDA error: an illegal memory access was encountered'; while :; do sleep 0.1; done") with
        {
            Stop = new StopSettings { Timeout = TimeSpan.FromMinutes(10) },
        };
        await using var h = Start(engine);

        var exited = await h.NextOfAsync<EngineExited>("engine");
        await h.NextOfAsync<EngineStarting>("engine", starting => starting.Attempt == 2);

        Assert.Equal(FailureKind.CudaPoisoned, exited.Failure!.Kind);
        Assert.StartsWith("its output says cuda-poisoned (cuda-error): CUDA error: an illegal", exited.Failure.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task BackoffMin_OfAKind_HoldsForThatKind()
    {
        var failures = new FailureSettings
        {
            Policies = ImmutableDictionary<FailureKind, FailurePolicy>.Empty.Add(
                FailureKind.Exited, new FailurePolicy(FailureAction.Retry) { BackoffMin = TimeSpan.FromMinutes(3) }),
        };
        await using var h = Start(Shell("engine", "exit 3") with { Failures = failures });

        var backoff = await h.NextOfAsync<EngineBackoff>("engine");

        Assert.Equal(TimeSpan.FromMinutes(3), backoff.Delay);
    }

    [Fact(Timeout = 60_000)]
    public async Task Exit_AskedFor_IsNoFailureWhateverTheLinesSay()
    {
        await using var h = Start(Shell("engine", "echo 'GPU has fallen off the bus'; exec sleep 100"), Shell("other", "exec sleep 100"));
        await h.NextOfAsync<EngineOutput>("engine");

        await h.Tree.StopEngineAsync("engine");
        await h.NextOfAsync<EngineStopped>("engine");

        Assert.Null((await h.Tree.StatusAsync()).Single(one => one.Name == "engine").LastFailure);
    }
}
