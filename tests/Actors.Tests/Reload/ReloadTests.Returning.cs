// What one reload, or a command, takes away and the next reload wants back before it is down.
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
    public async Task Instance_ThatLeavesByScaling_ComesBackWhereTheFileWantsMore()
    {
        const string Text = "supervision.engines.web { command = [/bin/sh, -c, \"trap '' TERM; echo up; while :; do sleep 0.05; done\"], stop.timeout = 5m, instances = ";
        await using var harness = TreeHarness.Start(Conf.Settings(Text + "3 }"));
        await harness.AllReadyAsync(3, "up");
        await harness.Tree.ScaleEngineAsync("web", 1);
        await harness.StatusOfAsync("web-1", engine => engine.State == EngineState.Stopping);
        await harness.StatusOfAsync("web-2", engine => engine.State == EngineState.Stopping);

        var reload = await harness.Tree.ReloadAsync(Conf.Settings(Text + "2 }"));

        Assert.Equal<string>(["web-1"], reload.Difference.Added);
        Assert.Empty(reload.Difference.Removed);
        await harness.Tree.HastenEngineAsync("web-1");
        await harness.Tree.HastenEngineAsync("web-2");
        await harness.NextOfAsync<EngineReady>("web-1");
        Assert.Equal(["web-0", "web-1"], await NamesAsync(harness, 2));
    }

    [Fact(Timeout = 60_000)]
    public async Task GroupBelow_ThatIsStillStopping_IsNotBroughtBack()
    {
        var slow = Shell("slow", "trap '' TERM; echo up; while :; do sleep 0.05; done") with { Group = "below", Stop = new StopSettings { Timeout = TimeSpan.FromMinutes(5) } };
        var with = Groups(Group("top", Sleeper("a") with { Group = "top" }), Group("below", slow) with { Parent = "top" });
        var without = Groups(Group("top", Sleeper("a") with { Group = "top" }));
        await using var harness = TreeHarness.Start(with);
        await harness.AllReadyAsync(2, "up");
        await harness.Tree.ReloadAsync(without);
        await harness.NextOfAsync<EngineStopping>("slow");

        var again = await harness.Tree.ReloadAsync(with);
        Assert.Equal((ReloadStatus.Refused, "the group 'below' was removed and is still stopping"), (again.Status, again.Problem));

        await harness.Tree.HastenEngineAsync("slow");
        Assert.Equal(["a"], await NamesAsync(harness, 1));
        Assert.Equal(ReloadStatus.Applied, (await harness.Tree.ReloadAsync(with)).Status);
        Assert.Equal("below", (await harness.NextOfAsync<EngineReady>("slow")).Group);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Engine_ThatMovesBackBeforeItIsDown_StaysInItsGroup(bool stoppedByHand)
    {
        var slow = Shell("a", "trap '' TERM; echo up; while :; do sleep 0.05; done") with { Stop = new StopSettings { Timeout = TimeSpan.FromMinutes(5) } };
        await using var harness = TreeHarness.Start(Groups(Group("one", slow with { Group = "one" }), Group("two", Sleeper("b") with { Group = "two" })));
        await harness.AllReadyAsync(2, "up");
        if (stoppedByHand)
        {
            await harness.Tree.StopEngineAsync("a");
            await harness.StatusOfAsync("a", engine => engine is { State: EngineState.Stopping, Desired: DesiredState.Down });
        }

        await harness.Tree.ReloadAsync(Groups(Group("one"), Group("two", Sleeper("b") with { Group = "two" }, slow with { Group = "two" })));
        await harness.StatusOfAsync("a", engine => engine.State == EngineState.Stopping);
        await harness.Tree.ReloadAsync(Groups(Group("one", Sleeper("a") with { Group = "one" }), Group("two", Sleeper("b") with { Group = "two" })));
        await harness.Tree.HastenEngineAsync("a");

        if (stoppedByHand)
        {
            await harness.NextOfAsync<EngineStopped>("a");
            Assert.Equal(EngineCommandResult.Accepted, await harness.Tree.StartEngineAsync("a"));
        }

        var ready = await harness.NextOfAsync<EngineReady>("a");
        Assert.Equal("one", ready.Group);
        Assert.Equal(["a", "b"], await NamesAsync(harness, 2));
        Assert.Equal("reached", (await harness.Tree.HandOverAsync("next", TimeSpan.FromSeconds(20), _ => "reached")).Problem);
    }
}
