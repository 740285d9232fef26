using System.Collections.Immutable;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Groups;
using Supervision.Actors.Listeners;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using static Supervision.Actors.Tests.Support.TreeHarness;

namespace Supervision.Actors.Tests.Trees;

/// <summary>Sequences of commands and failures that meet a restart plan, a stop or a listener at the wrong moment.</summary>
public sealed class InterplayTests
{
    private static EngineSettings Sleeper(string name) => Shell(name, "exec sleep 100");
    private static EngineSettings LongBackoff(string name) => Sleeper(name) with
    {
        Backoff = new BackoffSettings { Min = TimeSpan.FromMinutes(10), Max = TimeSpan.FromMinutes(10) },
    };

    private static async Task<string> StatesAsync(TreeHarness h) =>
        string.Join(' ', (await h.Tree.StatusAsync()).Select(e => $"{e.Name}={e.State}/{e.Desired}"));

    private static async Task UntilAsync(TreeHarness h, string states)
    {
        var deadline = System.Diagnostics.Stopwatch.StartNew();
        string seen;
        while ((seen = await StatesAsync(h)) != states)
        {
            Assert.True(deadline.Elapsed < TimeSpan.FromSeconds(15), $"expected {states}, still {seen}");
            await Task.Yield();
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task ManualStart_OfAnotherEngineDuringThePlansBackoff_LetsThePlanGoOn()
    {
        await using var h = Start(GroupStrategy.OneForAll, LongBackoff("a"), Sleeper("b"), Sleeper("c"));
        var pids = await h.AllReadyAsync(3);
        Proc.Kill(pids["a"], 9);
        await h.NextOfAsync<EngineBackoff>("a");
        await h.Tree.StartEngineAsync("b");
        await h.NextOfAsync<EngineRunning>("b");
        await h.Tree.StartEngineAsync("a");
        await h.NextOfAsync<EngineRunning>("a");
        await UntilAsync(h, "a=Running/Up b=Running/Up c=Running/Up");
    }

    [Fact(Timeout = 60_000)]
    public async Task ManualStartOfAll_DuringAPlan_LeavesNoPlanThatSwallowsALaterFailure()
    {
        await using var h = Start(GroupStrategy.OneForAll, LongBackoff("a"), Sleeper("b"), Sleeper("c"));
        var pids = await h.AllReadyAsync(3);
        Proc.Kill(pids["a"], 9);
        await h.NextOfAsync<EngineBackoff>("a");
        // "start all" by an operator
        await h.Tree.StartEngineAsync("b");
        await h.NextOfAsync<EngineRunning>("b");
        await h.Tree.StartEngineAsync("c");
        var c = await h.NextOfAsync<EngineRunning>("c");
        await h.Tree.StartEngineAsync("a");
        await h.NextOfAsync<EngineRunning>("a");
        Proc.Kill(c.Pid!.Value, 9);
        await UntilAsync(h, "a=Running/Up b=Running/Up c=Running/Up");
    }

    [Fact(Timeout = 60_000)]
    public async Task ManualStop_OfTheFailedEngineWhileOthersStop_LetsTheOthersComeBack()
    {
        await using var h = Start(GroupStrategy.OneForAll, Sleeper("a"), Sleeper("b"),
            Shell("c", "trap 'sleep 0.7; exit 0' TERM; echo up; while :; do sleep 0.02; done"));
        var pids = await h.AllReadyAsync(3, output: "up");
        Proc.Kill(pids["a"], 9);
        await h.NextOfAsync<EngineStopping>("c");
        await h.Tree.StopEngineAsync("a");
        await h.NextOfAsync<EngineStopped>("b");
        await UntilAsync(h, "a=Stopped/Down b=Running/Up c=Running/Up");
    }

    [Fact(Timeout = 60_000)]
    public async Task ManualStart_OfTheFailedEngineWhileOthersStop_WaitsForThePlan()
    {
        await using var h = Start(GroupStrategy.OneForAll, Sleeper("a"), Sleeper("b"),
            Shell("c", "trap 'sleep 0.7; exit 0' TERM; echo up; while :; do sleep 0.02; done"));
        var pids = await h.AllReadyAsync(3, output: "up");
        Proc.Kill(pids["a"], 9);
        await h.NextOfAsync<EngineStopping>("c");
        await h.Tree.StartEngineAsync("a");
        await h.NextOfAsync<EngineStopped>("b");
        await UntilAsync(h, "a=Running/Up b=Running/Up c=Running/Up");
    }

    private static EngineSettings[] GivenUpWhileOthersStop() =>
    [
        Sleeper("a") with { Budget = new BudgetSettings { MaxRetries = 0, RetryAfter = TimeSpan.FromHours(1) } },
        Sleeper("b"),
        Shell("c", "trap 'sleep 0.7; exit 0' TERM; echo up; while :; do sleep 0.02; done"),
    ];

    [Fact(Timeout = 60_000)]
    public async Task ManualStop_OfAnEngineThatWasGivenUpOnWhileOthersStop_LetsTheOthersComeBack()
    {
        await using var h = Start(GroupStrategy.OneForAll, GivenUpWhileOthersStop());
        var pids = await h.AllReadyAsync(3, output: "up");
        Proc.Kill(pids["a"], 9);
        await h.NextOfAsync<EngineStopping>("c");
        await h.Tree.StopEngineAsync("a");
        await UntilAsync(h, "a=Stopped/Down b=Running/Up c=Running/Up");
        Assert.Null((await h.Tree.WhyAsync("a"))!.NextRetry);
    }

    [Fact(Timeout = 60_000)]
    public async Task ManualStart_OfAnEngineThatWasGivenUpOnWhileOthersStop_DoesNotWaitForItsRetry()
    {
        await using var h = Start(GroupStrategy.OneForAll, GivenUpWhileOthersStop());
        var pids = await h.AllReadyAsync(3, output: "up");
        Proc.Kill(pids["a"], 9);
        await h.NextOfAsync<EngineStopping>("c");
        await h.Tree.StartEngineAsync("a");
        await h.NextOfAsync<EngineRunning>("c");
        Assert.Equal(["c stopped", "b stopping", "b stopped", "a starting"], h.States().SkipWhile(s => s != "c stopped").Take(4));
    }

    [Fact(Timeout = 60_000)]
    public async Task ManualStart_OfAnEngineThatFailedWhileOthersStop_EndsItsBackoff()
    {
        await using var h = Start(GroupStrategy.OneForAll, [LongBackoff("a"), .. GivenUpWhileOthersStop()[1..]]);
        var pids = await h.AllReadyAsync(3, output: "up");
        Proc.Kill(pids["a"], 9);
        await h.NextOfAsync<EngineStopping>("c");
        await h.Tree.StartEngineAsync("a");
        await UntilAsync(h, "a=Running/Up b=Running/Up c=Running/Up");
    }

    [Fact(Timeout = 60_000)]
    public async Task ManualStop_OfAnEngineThatThePlanStopped_Sticks()
    {
        await using var h = Start(GroupStrategy.OneForAll, LongBackoff("a"), Sleeper("b"), Sleeper("c"));
        var pids = await h.AllReadyAsync(3);
        Proc.Kill(pids["a"], 9);
        await h.NextOfAsync<EngineBackoff>("a");
        Assert.Equal(EngineCommandResult.Accepted, await h.Tree.StopEngineAsync("b"));
        await UntilAsync(h, "a=Backoff/Up b=Stopped/Down c=Stopped/Up");
        await h.Tree.StartEngineAsync("a");
        await h.NextOfAsync<EngineRunning>("c");
        await UntilAsync(h, "a=Running/Up b=Stopped/Down c=Running/Up");
    }

    [Fact(Timeout = 60_000)]
    public async Task ManualStart_OfAStoppedEngineDuringAPlan_IsCarriedOut()
    {
        await using var h = Start(GroupStrategy.OneForAll, Sleeper("a"), Sleeper("b"),
            Shell("c", "trap 'sleep 0.7; exit 0' TERM; echo up; while :; do sleep 0.02; done"));
        var pids = await h.AllReadyAsync(3, output: "up");
        await h.Tree.StopEngineAsync("b");
        await h.NextOfAsync<EngineStopped>("b");
        Proc.Kill(pids["a"], 9);
        await h.NextOfAsync<EngineStopping>("c");
        Assert.Equal(EngineCommandResult.Accepted, await h.Tree.StartEngineAsync("b"));
        await h.NextOfAsync<EngineRunning>("c");
        await UntilAsync(h, "a=Running/Up b=Running/Up c=Running/Up");
    }

    [Fact(Timeout = 60_000)]
    public async Task ListenerThatAlwaysFails_MakesNoStormOfEvents()
    {
        await using var h = TreeHarness.Start(
            new SupervisionSettings
            {
                Groups = [new GroupSettings { Name = "default", Engines = [Sleeper("a") with { Heartbeat = new HeartbeatSettings { Interval = TimeSpan.FromMilliseconds(100) } }] }],
            },
            new() { Listeners = ImmutableDictionary<string, Props>.Empty.Add("broken", Props.Create(() => new Broken())) });
        for (var i = 0; i < 5; i++)
        {
            await h.NextOfAsync<HeartbeatReceived>("a");
        }

        await h.Tree.StopEngineAsync("a");
        var stopped = await h.NextOfAsync<EngineStopped>("a");
        Assert.True(stopped.Sequence < 100, $"sequence {stopped.Sequence}, drops {h.Seen.OfType<EventsDropped>().Count()}");
    }

    [Fact(Timeout = 60_000)]
    public async Task NamesThatClash_EndTheTreeWithAnErrorAndNothingRunning()
    {
        var h = TreeHarness.Start(
            new SupervisionSettings { Groups = [new GroupSettings { Name = "listeners", Engines = [Sleeper("a") with { Group = "listeners" }] }] });
        h.Tree.Stop("x");
        var outcome = await h.Tree.Completion.WaitAsync(TimeSpan.FromSeconds(6));
        Assert.Equal(TreeOutcomeKind.InternalError, outcome.Kind);
        Assert.Contains("listeners", outcome.Summary);
    }

    [Fact(Timeout = 60_000)]
    public async Task FinishedEngine_InAGroupThatRestarts_StaysFinished()
    {
        var flag = Path.GetTempFileName();
        await using var h = Start(GroupStrategy.OneForAll,
            Shell("job", "exit 0") with { Restart = RestartType.Transient },
            Shell("web", $"sleep 0.4; if [ -e {flag} ]; then rm {flag}; exit 1; fi; exit 0") with { Restart = RestartType.Transient });
        try
        {
            var outcome = await h.Tree.Completion.WaitAsync(TimeSpan.FromSeconds(6));
        }
        catch (TimeoutException)
        {
            Assert.Fail(await StatesAsync(h));
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task RestForOne_SpawnFailureDuringAPlan_LeavesEarlierEnginesAlone()
    {
        var program = Path.Combine(Path.GetTempPath(), $"prog-{Guid.NewGuid():N}");
        File.Copy("/bin/sleep", program);
        await using var h = Start(GroupStrategy.RestForOne, Sleeper("a"), Sleeper("b") with { Command = [program, "100"] }, Sleeper("c"));
        var pids = await h.AllReadyAsync(3);
        File.Delete(program);
        Proc.Kill(pids["a"], 9);
        await h.NextOfAsync<EngineExited>("b");
        await h.NextOfAsync<EngineBackoff>("b");
        Assert.DoesNotContain("a stopping", h.States());
    }

    [Fact(Timeout = 60_000)]
    public async Task OneForAll_AllDieAtOnce_CountsAsOneRestart()
    {
        var group = new GroupSettings
        {
            Name = "default",
            Strategy = GroupStrategy.OneForAll,
            Intensity = 2,
            Engines = [.. Enumerable.Range(0, 6).Select(i => Sleeper($"rank{i}"))],
        };
        await using var h = TreeHarness.Start(new SupervisionSettings { Groups = [group] });
        var pids = await h.AllReadyAsync(6);
        foreach (var pid in pids.Values)
        {
            Proc.Kill(pid, 9);
        }

        await h.NextOfAsync<EngineReady>("rank5", ready => ready.Attempt == 2);
        await UntilAsync(h, string.Join(' ', Enumerable.Range(0, 6).Select(i => $"rank{i}=Running/Up")));
    }

    [Fact(Timeout = 60_000)]
    public async Task TemporaryEngine_WhoseSpawnFails_IsNotRestarted()
    {
        await using var h = Start(Shell("gone", "") with { Command = ["no-such-program-anywhere"], Restart = RestartType.Temporary }, Sleeper("x"));
        await UntilAsync(h, "gone=Exited/Down x=Running/Up");
        await h.Tree.StopEngineAsync("x");
        await h.NextOfAsync<EngineStopped>("x");
        Assert.Empty(h.Seen.OfType<EngineBackoff>());
    }

    [Fact(Timeout = 60_000)]
    public async Task Hasten_IsKeptOverARestart()
    {
        GroupSettings G(string name, int p, EngineSettings e) => new() { Name = name, Priority = p, Engines = [e with { Group = name }] };
        await using var h = TreeHarness.Start(new SupervisionSettings
        {
            Groups = [
                G("first", 1, Sleeper("web") with { Stop = new StopSettings { PreStop = TimeSpan.FromSeconds(4) } }),
                G("second", 2, Shell("slow", "trap '' TERM; while :; do sleep 0.02; done")),
            ],
        });
        var pids = await h.AllReadyAsync(2);
        // a hasten while web waits for its next attempt
        Proc.Kill(pids["web"], 9);
        await h.NextOfAsync<EngineExited>("web");
        h.Tree.Hasten();
        await h.NextOfAsync<EngineReady>("web");
        var t = System.Diagnostics.Stopwatch.StartNew();
        h.Tree.Stop("x");
        await h.OutcomeAsync();
        Assert.True(t.Elapsed < TimeSpan.FromSeconds(3), $"{t.Elapsed}");
    }

    [Fact(Timeout = 60_000)]
    public async Task EmptyGroup_Stops()
    {
        var h = TreeHarness.Start(new SupervisionSettings { Groups = [new GroupSettings { Name = "e", Engines = [] }] });
        h.Tree.Stop("x");
        await h.Tree.Completion.WaitAsync(TimeSpan.FromSeconds(6));
    }

    [Fact(Timeout = 60_000)]
    public async Task ListenerThatCannotBeMade_IsLeftOut()
    {
        Ctor.Count = 0;
        await using var h = TreeHarness.Start(
            new SupervisionSettings { Groups = [new GroupSettings { Name = "default", Engines = [Sleeper("a")] }] },
            new() { Listeners = ImmutableDictionary<string, Props>.Empty.Add("ctor", Props.Create(() => new Ctor())) });
        await h.NextOfAsync<EngineReady>("a");
        await h.Tree.StopEngineAsync("a");
        await h.NextOfAsync<EngineStopped>("a");
        Assert.True(Volatile.Read(ref Ctor.Count) < 100, $"{Ctor.Count}");
    }

    [Fact(Timeout = 60_000)]
    public async Task LeaderThatExitsDuringThePreStopWait_EndsTheWait()
    {
        await using var h = Start(Shell("web", "sleep 1") with { Stop = new StopSettings { PreStop = TimeSpan.FromSeconds(8) } });
        await h.NextOfAsync<EngineReady>("web");
        var t = System.Diagnostics.Stopwatch.StartNew();
        h.Tree.Stop("x");
        await h.OutcomeAsync();
        Assert.True(t.Elapsed < TimeSpan.FromSeconds(4), $"{t.Elapsed}");
    }

    private sealed class Broken() : EventListenerActor(new EventListenerOptions { Name = "broken" })
    {
        protected override ValueTask OnEventAsync(SupervisionEvent value, CancellationToken cancellation) =>
            throw new InvalidOperationException("sink is down");
    }

    private sealed class Ctor : EventListenerActor
    {
        public static int Count;
        public Ctor() : base(new EventListenerOptions { Name = "ctor" })
        {
            Interlocked.Increment(ref Count);
            throw new IOException("cannot open");
        }

        protected override ValueTask OnEventAsync(SupervisionEvent value, CancellationToken cancellation) => default;
    }
}
