using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using Supervision.Control.Tests.Support;
using Supervision.Posix;

namespace Supervision.Control.Tests.Facade;

public sealed class CommandTests
{
    private static readonly CommandOptions _wait = new() { Wait = true, Timeout = TimeSpan.FromSeconds(20) };

    [Fact(Timeout = 60_000)]
    public async Task Stop_ThatWaits_EndsWhenTheEngineIsDown_AndTheJournalSaysWho()
    {
        await using var harness = ControlHarness.Start(ControlHarness.Sleeper("a"), ControlHarness.Sleeper("b"));
        await harness.ReadyAsync(2);

        var report = await harness.Control.StopAsync(ControlHarness.On("a"), ControlHarness.Caller, _wait);

        Assert.Equal(new EngineOutcome("a", "default", CommandStatus.Ok, "stopped"), Assert.Single(report.Engines));
        var engines = await harness.Control.ListAsync();
        Assert.Equal([(EngineState.Stopped, DesiredState.Down), (EngineState.Running, DesiredState.Up)], engines.Select(one => (one.State, one.Desired)));
        var given = await harness.Harness.NextAsync<CommandGiven>();
        Assert.Equal(("stop", "a", "tester (test)", "1 ok"), (given.Command, given.Target, given.By, given.Result));
        Assert.Contains(harness.Harness.Seen.OfType<EngineStopping>(), stopping => stopping.Why == "asked to stop by tester (test)");
    }

    [Fact(Timeout = 60_000)]
    public async Task StopAndStart_OfWhatIsSoAlready_SaySo()
    {
        await using var harness = ControlHarness.Start(ControlHarness.Sleeper("a"));
        var pid = (await harness.ReadyAsync(1))["a"];

        var start = await harness.Control.StartAsync(Target.Everything, ControlHarness.Caller);
        await harness.Control.StopAsync(Target.Everything, ControlHarness.Caller, _wait);
        var stop = await harness.Control.StopAsync(Target.Everything, ControlHarness.Caller);

        Assert.Equal((CommandStatus.Already, $"already running as pid {pid}"), (start.Engines[0].Status, start.Engines[0].Message));
        Assert.Equal((CommandStatus.Already, "already stopped"), (stop.Engines[0].Status, stop.Engines[0].Message));
        Assert.True(start.Succeeded && stop.Succeeded);
    }

    [Fact(Timeout = 60_000)]
    public async Task Start_OfAnEngineThatFails_TellsTheFailure()
    {
        await using var harness = ControlHarness.Start(ControlHarness.Failing("a"));

        var report = await harness.Control.StartAsync(ControlHarness.On("a"), ControlHarness.Caller, _wait);

        Assert.Equal((CommandStatus.Failed, "exited with code 3"), (report.Engines[0].Status, report.Engines[0].Message));
        Assert.False(report.Succeeded);
    }

    [Fact(Timeout = 60_000)]
    public async Task Restart_ThatWaits_EndsWithAnotherProcess()
    {
        await using var harness = ControlHarness.Start(ControlHarness.Sleeper("a"));
        var before = (await harness.ReadyAsync(1))["a"];

        var report = await harness.Control.RestartAsync(ControlHarness.On("a"), ControlHarness.Caller, _wait);

        var engine = Assert.Single(await harness.Control.ListAsync());
        Assert.Equal(CommandStatus.Ok, report.Engines[0].Status);
        Assert.NotEqual(before, engine.Pid);
        Assert.Equal((2, 1, Readiness.Ready), (engine.Attempt, engine.Restarts, engine.Readiness));
    }

    [Fact(Timeout = 60_000)]
    public async Task Signals_WhileInstancesComeAndGo_AreAllAnswered()
    {
        await using var harness = ControlHarness.Load(() => """supervision.engines.w { command = [sleep, "1000"], instances = 2 }""");
        await harness.ReadyAsync(2);
        using var over = new CancellationTokenSource();
        var signals = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                // One that is not answered throws.
                await harness.Control.SignalAsync(new Target.Engine("w"), Signals.Cont, ControlHarness.Caller);
            }
        })).ToArray();

        for (var round = 0; round < 60; round++)
        {
            await harness.Control.ScaleAsync(new Target.Engine("w"), 1 + (round % 4), ControlHarness.Caller, _wait);
        }

        await over.CancelAsync();
        await Task.WhenAll(signals);
    }

    [Fact(Timeout = 60_000)]
    public async Task Command_ForSeveral_OfWhichSomeAreNobody_TellsOfThem()
    {
        await using var harness = ControlHarness.Start(ControlHarness.Sleeper("a"), ControlHarness.Sleeper("b"));
        await harness.ReadyAsync(2);

        var report = await harness.Control.StopAsync(ControlHarness.On("nobody,a,tier=gold"), ControlHarness.Caller, _wait);
        var roll = await harness.Control.RollingRestartAsync(ControlHarness.On("b,nobody"), ControlHarness.Caller);

        Assert.Equal(
            [
                new EngineOutcome("a", "default", CommandStatus.Ok, "stopped"),
                new EngineOutcome("nobody", "", CommandStatus.NotFound, "'nobody' means no engine"),
                new EngineOutcome("tier=gold", "", CommandStatus.NotFound, "'tier=gold' means no engine"),
            ],
            report.Engines.ToArray());
        Assert.Equal([CommandStatus.Ok, CommandStatus.NotFound], roll.Engines.Select(one => one.Status));
        Assert.False(report.Succeeded || roll.Succeeded);
    }

    [Fact(Timeout = 60_000)]
    public async Task Command_ForNobody_IsNotFound()
    {
        await using var harness = ControlHarness.Start(ControlHarness.Sleeper("a"));

        var report = await harness.Control.SignalAsync(ControlHarness.On("nobody"), Signals.Usr1, ControlHarness.Caller);

        Assert.Equal(new EngineOutcome("nobody", "", CommandStatus.NotFound, "'nobody' means no engine"), Assert.Single(report.Engines));
    }

    [Fact(Timeout = 60_000)]
    public async Task Wait_ThatIsTooShort_TellsTheState_AndTheCommandGoesOn()
    {
        await using var harness = ControlHarness.Start(TreeHarness.Shell("a", "trap '' TERM; echo up; while :; do sleep 1; done"));
        await harness.Harness.NextAsync<EngineOutput>(line => line.Line == "up");

        var report = await harness.Control.StopAsync(ControlHarness.On("a"), ControlHarness.Caller, _wait with { Timeout = TimeSpan.FromMilliseconds(200) });
        var hastened = await harness.Control.HastenAsync(ControlHarness.On("a"), ControlHarness.Caller);

        Assert.Equal((CommandStatus.TimedOut, "still stopping, state STOPPING"), (report.Engines[0].Status, report.Engines[0].Message));
        Assert.Equal(CommandStatus.Ok, hastened.Engines[0].Status);
        await harness.Harness.NextAsync<EngineStopped>();
    }

    [Fact(Timeout = 60_000)]
    public async Task Signal_ReachesTheEngine()
    {
        await using var harness = ControlHarness.Start(TreeHarness.Shell("a", "trap 'echo got it' USR1; echo up; while :; do sleep 0.05; done"));
        await harness.Harness.NextAsync<EngineOutput>(line => line.Line == "up");

        var report = await harness.Control.SignalAsync(ControlHarness.On("a"), Signals.Usr1, ControlHarness.Caller);

        Assert.Equal("SIGUSR1 sent", report.Engines[0].Message);
        await harness.Harness.NextAsync<EngineOutput>(line => line.Line == "got it");
    }

    [Fact(Timeout = 60_000)]
    public async Task Stdin_OfAPipe_IsReadByTheEngine()
    {
        await using var harness = ControlHarness.Start(
            TreeHarness.Shell("a", "while read line; do echo \"read $line\"; done; echo end; exec sleep 1000") with { Stdin = StdinMode.Pipe },
            ControlHarness.Sleeper("b"));
        await harness.ReadyAsync(2);

        var written = await harness.Control.WriteStdinAsync("a", "hello\n"u8.ToArray(), ControlHarness.Caller);
        await harness.Harness.NextAsync<EngineOutput>(line => line.Line == "read hello");
        var closed = await harness.Control.WriteStdinAsync("a", default, ControlHarness.Caller, close: true);
        await harness.Harness.NextAsync<EngineOutput>(line => line.Line == "end");
        var after = await harness.Control.WriteStdinAsync("a", "more"u8.ToArray(), ControlHarness.Caller);
        var other = await harness.Control.WriteStdinAsync("b", "x"u8.ToArray(), ControlHarness.Caller);
        var nobody = await harness.Control.WriteStdinAsync("c", "x"u8.ToArray(), ControlHarness.Caller);

        Assert.Equal(
            [CommandStatus.Ok, CommandStatus.Ok, CommandStatus.Failed, CommandStatus.NotPossible, CommandStatus.NotFound],
            new[] { written, closed, after, other, nobody }.Select(one => one.Status));
    }

    [Fact(Timeout = 60_000)]
    public async Task ScaleAndRoll_ThatWait_EndWhenAllAreReady()
    {
        await using var harness = ControlHarness.Load(() => """
            supervision.engines.w { command = [sleep, "1000"], instances = 2, stop.timeout = 5s }
            """);
        await harness.ReadyAsync(2);

        var scaled = await harness.Control.ScaleAsync(ControlHarness.On("w"), 3, ControlHarness.Caller, _wait);
        var rolled = await harness.Control.RollingRestartAsync(ControlHarness.On("w"), ControlHarness.Caller, 1, _wait);

        await harness.Harness.DrainAsync();
        Assert.True(rolled.Succeeded, string.Join('\n', harness.Harness.Seen.Where(one => one is not HeartbeatReceived).Select(one => $"{one.Timestamp:O} {one}")));
        Assert.Equal(new EngineOutcome("w", "default", CommandStatus.Ok, "3 instances"), Assert.Single(scaled.Engines));
        Assert.Equal(new EngineOutcome("w", "default", CommandStatus.Ok, "3 restarted"), Assert.Single(rolled.Engines));
        Assert.Equal([2, 2, 2], (await harness.Control.ListAsync()).Select(one => one.Attempt));
    }

    [Fact(Timeout = 60_000)]
    public async Task Beats_OfAnEngineThatStopsToBeat_EndInHung()
    {
        await using var harness = ControlHarness.Start(ControlHarness.Sleeper("a") with
        {
            Heartbeat = new HeartbeatSettings { Interval = TimeSpan.FromMilliseconds(50), Timeout = TimeSpan.FromMilliseconds(400) },
        });
        await harness.ReadyAsync(1);
        // Its process alone is evidence enough, until it beats by itself.
        for (var i = 0; i < 20; i++)
        {
            await harness.Harness.NextAsync<HeartbeatReceived>();
        }

        var beat = await harness.Control.BeatAsync("a", "loading");

        Assert.Equal(CommandStatus.Ok, beat.Status);
        var exit = await harness.Harness.NextAsync<EngineStopping>();
        Assert.Contains("the engine sends no heartbeat any more", exit.Why);
        Assert.Equal("loading", harness.Harness.Seen.OfType<EngineStatusReported>().Single().Text);
    }
}
