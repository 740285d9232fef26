using Supervision.Actors.Engines;
using Supervision.Control.Health;
using Supervision.Entrypoint.Health;
using Supervision.Entrypoint.Tests.Daemon;

namespace Supervision.Entrypoint.Tests.Health;

public sealed class HealthViewTests
{
    private readonly FakeTree _tree = new();
    private bool _stopping;

    [Fact(Timeout = 30000)]
    public async Task Ask_WhileAnEngineStarts_IsLiveAndNotReady()
    {
        _tree.Status = [Engine("a", Readiness.Ready), Engine("b", Readiness.Starting)];

        Assert.Equal((true, false, false), await AskAllAsync(View()));
    }

    [Fact(Timeout = 30000)]
    public async Task Ask_EveryEngineReady_IsReadyAndStarted()
    {
        _tree.Status = [Engine("a", Readiness.Ready), Engine("b", Readiness.Ready)];
        HealthView view = View();
        Assert.Equal((true, true, true), await AskAllAsync(view));

        // A startup that succeeded stays so.
        _tree.Status = [Engine("a", Readiness.NotReady)];
        Assert.Equal((true, false, true), await AskAllAsync(view));
    }

    [Fact(Timeout = 30000)]
    public async Task Ask_WhileStopping_IsLiveAndNotReady()
    {
        _tree.Status = [Engine("a", Readiness.Ready)];
        _stopping = true;

        HealthAnswer answer = await View().AskAsync(HealthQuestion.Ready);

        Assert.Equal(new HealthAnswer(false, "stopping\na: RUNNING, ready\n"), answer);
        Assert.True((await View().AskAsync(HealthQuestion.Live)).Good);
    }

    [Fact(Timeout = 30000)]
    public async Task Ask_EngineStoppedByHand_DoesNotCount()
    {
        _tree.Status = [Engine("a", Readiness.Ready), Engine("b", Readiness.Unknown) with { Desired = DesiredState.Down, State = EngineState.Stopped }];
        Assert.True((await View().AskAsync(HealthQuestion.Ready)).Good);

        _tree.Status = [_tree.Status[1]];
        Assert.False((await View().AskAsync(HealthQuestion.Ready)).Good);
    }

    [Fact(Timeout = 30000)]
    public async Task Ask_ATreeThatDoesNotAnswer_IsNotLive()
    {
        _tree.OnStatus = static () => new TaskCompletionSource<IReadOnlyList<EngineStatus>>().Task;
        var view = new HealthView(_tree.StatusAsync, static () => false, TimeSpan.FromMilliseconds(50));

        Assert.Equal((false, false, false), await AskAllAsync(view));
    }

    private HealthView View() => new(_tree.StatusAsync, () => _stopping, TimeSpan.FromSeconds(20));

    private static async Task<(bool Live, bool Ready, bool Startup)> AskAllAsync(HealthView view) => (
        (await view.AskAsync(HealthQuestion.Live)).Good, (await view.AskAsync(HealthQuestion.Ready)).Good,
        (await view.AskAsync(HealthQuestion.Startup)).Good);

    private static EngineStatus Engine(string name, Readiness readiness) =>
        new(name, "default", EngineState.Running, DesiredState.Up, readiness, 1, 1, DateTimeOffset.UnixEpoch, null);
}
