using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Handover;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using static Supervision.Actors.Tests.Support.TreeHarness;

namespace Supervision.Actors.Tests.Handover;

/// <summary>Rest, state and thaw of a real tree. Whole replacements are in the tests of the executable.</summary>
public sealed class TreeHandoverTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    [Fact(Timeout = 60_000)]
    public async Task Handover_ThatFails_ChangesNothing()
    {
        await using var harness = Start(Shell("a", "i=0; while :; do i=$((i+1)); echo $i; sleep 0.01; done"), Shell("b", "exec sleep 100"));
        var pids = await harness.AllReadyAsync(2, "5");

        var result = await harness.Tree.HandOverAsync("next", _patience, _ => "no such program");

        Assert.Equal("no such program", result.Problem);
        Assert.Equal("next", (await harness.NextAsync<HandoverStarted>()).Program);
        Assert.Equal("no such program", (await harness.NextAsync<HandoverRefused>()).Why);
        // Output goes on, line by line, and so does everything else.
        var first = int.Parse((await harness.NextAsync<EngineOutput>()).Line);
        for (var next = first + 1; next < first + 20; next++)
        {
            Assert.Equal(next.ToString(), (await harness.NextAsync<EngineOutput>()).Line);
        }

        Proc.Kill(pids["b"], 9);
        Assert.Equal(2, (await harness.NextOfAsync<EngineReady>("b")).Attempt);
        Assert.Equal(pids["a"], (await harness.StatusOfAsync("a", engine => engine.Readiness == Readiness.Ready)).Pid);
    }

    [Fact(Timeout = 60_000)]
    public async Task EngineThatIsStopping_IsWaitedFor_ThenItIsRefused()
    {
        await using var harness = Start(Shell("slow", "trap '' TERM; echo up; while :; do sleep 0.05; done") with
        {
            Stop = new StopSettings { Timeout = TimeSpan.FromMinutes(1), KillTimeout = TimeSpan.FromSeconds(5) },
        });
        await harness.AllReadyAsync(1, "up");
        await harness.Tree.StopEngineAsync("slow");
        await harness.NextOfAsync<EngineStopping>("slow");

        var refused = await harness.Tree.HandOverAsync("next", TimeSpan.FromMilliseconds(300), _ => throw new InvalidOperationException("not reached"));
        Assert.Equal("engine slow is stopping", refused.Problem);

        var waiting = harness.Tree.HandOverAsync("next", _patience, _ => "reached");
        await harness.Tree.HastenEngineAsync("slow");
        Assert.Equal("reached", (await waiting).Problem);
    }

    [Fact(Timeout = 60_000)]
    public async Task TwoHandoversAtOnce_TheSecondIsRefused()
    {
        await using var harness = Start(Shell("a", "exec sleep 100"));
        await harness.AllReadyAsync(1);
        using var reached = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);

        var first = Task.Run(() => harness.Tree.HandOverAsync("next", _patience, _ =>
        {
            reached.Release();
            goOn.Wait();
            return "first";
        }));
        await reached.WaitAsync();
        var second = await harness.Tree.HandOverAsync("next", _patience, _ => "second");
        goOn.Release();

        Assert.Equal("another one is under way", second.Problem);
        Assert.Equal("first", (await first).Problem);
    }

    [Fact(Timeout = 60_000)]
    public async Task StopDuringTheRest_CallsItOff()
    {
        await using var harness = Start(Shell("a", "exec sleep 100"));
        await harness.AllReadyAsync(1);
        var attempts = 0;

        var result = await harness.Tree.HandOverAsync("next", _patience, _ =>
        {
            attempts++;
            harness.Tree.Stop("now");
            return "executed";
        });

        Assert.Equal(1, attempts);
        Assert.Equal("executed", result.Problem);
        Assert.Equal(TreeOutcomeKind.Stopped, (await harness.OutcomeAsync()).Kind);
    }

    [Fact(Timeout = 60_000)]
    public async Task NextTree_KeepsWhatWasAskedCountedAndWaitedFor()
    {
        var failing = Shell("failing", "exit 3") with
        {
            Backoff = new BackoffSettings { Min = TimeSpan.FromHours(1), Max = TimeSpan.FromHours(1), Jitter = 0 },
            Budget = new BudgetSettings { MaxRetries = 9 },
        };
        var byHand = Shell("by-hand", "exec sleep 100");
        var ended = Shell("ended", "exit 0") with { Restart = RestartType.Transient };
        var fatal = Shell("fatal", "exit 4") with { Budget = new BudgetSettings { MaxRetries = 0, RetryAfter = TimeSpan.FromHours(1) } };
        TreeState? state = null;
        long sequence;
        EngineReport before;
        await using (var harness = Start(failing, byHand, ended, fatal))
        {
            await harness.StatusOfAsync("by-hand", engine => engine.Readiness == Readiness.Ready);
            await harness.Tree.StopEngineAsync("by-hand");
            await harness.StatusOfAsync("by-hand", engine => engine.State == EngineState.Stopped);
            await harness.StatusOfAsync("failing", engine => engine.State == EngineState.Backoff);
            await harness.StatusOfAsync("ended", engine => engine.State == EngineState.Exited);
            await harness.StatusOfAsync("fatal", engine => engine is { State: EngineState.Fatal, RetryAt: not null });
            before = (await harness.Tree.WhyAsync("failing"))!;

            await harness.Tree.HandOverAsync("next", _patience, left =>
            {
                state = left;
                return "taken";
            });
            await harness.NextAsync<HandoverRefused>();
            sequence = state!.Tree.Sequence;
            Assert.True(harness.Seen.Where(value => value is not HandoverRefused).Max(value => value.Sequence) <= sequence);
        }

        var read = TreeState.TryRead(state.Write(), out _);
        await using var next = Start(read!.Settings, new SupervisionTreeOptions { TakenOver = read });
        var told = await next.NextAsync<TreeTakenOver>();
        Assert.Equal(sequence + 1, told.Sequence);
        Assert.Equal((4, 0), (told.Engines, told.Processes));

        Assert.Equal(DesiredState.Down, (await next.StatusOfAsync("by-hand", engine => engine.State == EngineState.Stopped)).Desired);
        await next.StatusOfAsync("ended", engine => engine.State == EngineState.Exited);
        var retry = await next.StatusOfAsync("fatal", engine => engine.State == EngineState.Fatal);
        Assert.NotNull(retry.RetryAt);
        await next.StatusOfAsync("failing", engine => engine.State == EngineState.Backoff);
        var after = (await next.Tree.WhyAsync("failing"))!;
        Assert.Equal((before.RestartsUsed, before.Failures, before.SameFailures), (after.RestartsUsed, after.Failures, after.SameFailures));
        Assert.Equal(before.Attempts.Select(one => one.Exit), after.Attempts.Select(one => one.Exit));
        Assert.True(after.BackoffLeft <= before.BackoffLeft && after.BackoffLeft > TimeSpan.FromMinutes(50), $"{before.BackoffLeft} {after.BackoffLeft}");

        // It obeys as ever.
        Assert.Equal(EngineCommandResult.Accepted, await next.Tree.StartEngineAsync("by-hand"));
        Assert.Equal(2, (await next.NextOfAsync<EngineReady>("by-hand")).Attempt);
        Assert.DoesNotContain(next.Seen, value => value is EngineStateChanged { Engine: not "by-hand" });
    }
}
