using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using static Supervision.Actors.Tests.Support.TreeHarness;

namespace Supervision.Actors.Tests.Trees;

public sealed class StopTests
{
    private readonly string _token = $"TOKEN-{Guid.NewGuid():N}";

    private EngineSettings Marked(string name, string script)
    {
        var engine = Shell(name, script);
        return engine with { Environment = engine.Environment.Add("TEST_TOKEN", _token) };
    }

    [Fact(Timeout = 60_000)]
    public async Task Stop_SendsTheSignalAndWaitsForTheEngine()
    {
        await using var harness = Start(Marked("web", "trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.05; done"));
        await harness.NextOfAsync<EngineOutput>("web");

        harness.Tree.Stop("test");
        var outcome = await harness.OutcomeAsync();

        Assert.Equal(TreeOutcomeKind.Stopped, outcome.Kind);
        Assert.Empty(outcome.Survivors);
        Assert.Contains(await harness.AllAsync(), e => e is EngineOutput { Line: "bye" });
        Assert.Equal(0, harness.Seen.OfType<EngineStopped>().Single().Exit!.Value.Code);
        Assert.Empty(Proc.WithEnvironment(_token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Stop_OfAnEngineThatIgnoresTerm_KillsItAfterTheGrace()
    {
        var engine = Marked("deaf", "trap '' TERM; echo up; while :; do sleep 0.05; done") with
        {
            Stop = new StopSettings { Timeout = TimeSpan.FromMilliseconds(300) },
        };
        await using var harness = Start(engine);
        await harness.NextOfAsync<EngineOutput>("deaf");

        harness.Tree.Stop("test");

        Assert.Equal(TreeOutcomeKind.Stopped, (await harness.OutcomeAsync()).Kind);
        Assert.Empty(Proc.WithEnvironment(_token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Stop_EndsProcessesThatMovedToTheirOwnSession()
    {
        await using var harness = Start(Marked("fork", "setsid sh -c 'trap \"\" TERM; echo escaped; while :; do sleep 0.05; done' & exec sleep 100"));
        await harness.NextOfAsync<EngineOutput>("fork", line => line.Line == "escaped");
        Assert.True(Proc.WithEnvironment(_token).Count >= 2);

        harness.Tree.Stop("test");
        harness.Tree.Hasten();
        await harness.OutcomeAsync();

        Assert.Empty(Proc.WithEnvironment(_token));
    }

    [Fact(Timeout = 60_000)]
    public async Task CrashedLeader_LeavesNoOrphanBeforeTheNextAttempt()
    {
        await using var harness = Start(Marked("fork", "setsid sleep 300 & echo started; sleep 0.1; exit 1"));
        await harness.NextOfAsync<EngineBackoff>("fork");

        // Only the second attempt's processes may carry the token now; the orphan of the first is gone before BACKOFF is published.
        await harness.NextOfAsync<EngineRunning>("fork");
        await harness.Tree.StopEngineAsync("fork");
        await harness.NextOfAsync<EngineStopped>("fork");
        Assert.Empty(Proc.WithEnvironment(_token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Hasten_SkipsTheRestOfTheGrace()
    {
        var engine = Marked("deaf", "trap '' TERM; echo up; while :; do sleep 0.05; done") with
        {
            Stop = new StopSettings { Timeout = TimeSpan.FromHours(1) },
        };
        await using var harness = Start(engine);
        await harness.NextOfAsync<EngineOutput>("deaf");
        harness.Tree.Stop("first signal");
        await harness.NextOfAsync<EngineStopping>("deaf");

        harness.Tree.Hasten();

        await harness.OutcomeAsync();
        Assert.Empty(Proc.WithEnvironment(_token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Hasten_SkipsThePreStopWait()
    {
        var engine = Marked("web", "exec sleep 100") with { Stop = new StopSettings { PreStop = TimeSpan.FromHours(1) } };
        await using var harness = Start(engine);
        await harness.NextOfAsync<EngineReady>("web");
        harness.Tree.Stop("first signal");
        await harness.NextOfAsync<EngineStopping>("web");

        harness.Tree.Hasten();

        await harness.OutcomeAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task PreStop_AnnouncesNotReadyAndWaitsBeforeTheSignal()
    {
        var engine = Marked("web", "trap 'echo signalled; exit 0' TERM; echo up; while :; do sleep 0.02; done") with
        {
            Stop = new StopSettings { PreStop = TimeSpan.FromMilliseconds(300) },
        };
        await using var harness = Start(engine);
        await harness.NextOfAsync<EngineOutput>("web", line => line.Line == "up");

        harness.Tree.Stop("test");
        var notReady = await harness.NextOfAsync<EngineNotReady>("web");
        var signalled = await harness.NextOfAsync<EngineOutput>("web", line => line.Line == "signalled");

        Assert.True(signalled.Timestamp - notReady.Timestamp >= TimeSpan.FromMilliseconds(290));
    }

    [Fact(Timeout = 60_000)]
    public async Task Stop_Signal_IsTheConfiguredOne()
    {
        var engine = Marked("web", "trap 'echo interrupted; exit 0' INT; echo up; while :; do sleep 0.02; done") with
        {
            Stop = new StopSettings { Signal = 2 },
        };
        await using var harness = Start(engine);
        await harness.NextOfAsync<EngineOutput>("web", line => line.Line == "up");

        harness.Tree.Stop("test");

        await harness.NextOfAsync<EngineOutput>("web", line => line.Line == "interrupted");
    }

    [Fact(Timeout = 60_000)]
    public async Task Stop_RightAfterStart_StillEndsWithNothingLeft()
    {
        for (var i = 0; i < 10; i++)
        {
            await using var harness = Start(Marked("web", "sleep 100 & sleep 100"));
            harness.Tree.Stop("at once");
            Assert.Equal(TreeOutcomeKind.Stopped, (await harness.OutcomeAsync()).Kind);
            Assert.Empty(Proc.WithEnvironment(_token));
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Stop_OfManyEngines_StopsThemTogether()
    {
        await using var harness = Start([.. Enumerable.Range(0, 40).Select(i => Marked($"engine-{i}", "exec sleep 100"))]);
        for (var i = 0; i < 40; i++)
        {
            await harness.NextAsync<EngineReady>();
        }

        harness.Tree.Stop("test");

        await harness.OutcomeAsync();
        Assert.Empty(Proc.WithEnvironment(_token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Groups_StopInReverseOrderEachAwaited()
    {
        GroupSettings Group(string name, int priority) => new()
        {
            Name = name,
            Priority = priority,
            Engines = [Marked($"{name}-engine", "trap 'sleep 0.2; exit 0' TERM; while :; do sleep 0.02; done") with { Group = name }],
        };
        await using var harness = TreeHarness.Start(new SupervisionSettings { Groups = [Group("first", 1), Group("second", 2)] });
        await harness.NextOfAsync<EngineReady>("second-engine");

        harness.Tree.Stop("test");
        var events = (await harness.AllAsync()).ToList();

        var secondDown = events.FindIndex(e => e is GroupRemoved { Group: "second" });
        var firstStopping = events.FindIndex(e => e is EngineStopping { Engine: "first-engine" });
        Assert.True(secondDown >= 0 && firstStopping > secondDown);
        Assert.IsType<TreeStopped>(events[^1]);
    }
}
