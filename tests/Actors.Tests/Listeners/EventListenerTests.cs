using System.Collections.Immutable;
using Supervision.Actors.Events;
using Supervision.Actors.Listeners;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using static Supervision.Actors.Tests.Support.TreeHarness;

namespace Supervision.Actors.Tests.Listeners;

public sealed class EventListenerTests
{
    private static SupervisionSettings Settings(params EngineSettings[] engines) => new()
    {
        Groups = [new GroupSettings { Name = "default", Engines = [.. engines] }],
    };

    private static SupervisionTreeOptions With(string name, Props props) =>
        new() { Listeners = ImmutableDictionary<string, Props>.Empty.Add(name, props) };

    [Fact(Timeout = 60_000)]
    public async Task StuckListener_LosesItsOwnEventsAndHoldsUpNobody()
    {
        var release = new TaskCompletionSource();
        await using var harness = TreeHarness.Start(
            Settings(Shell("talk", "i=0; while [ $i -lt 500 ]; do echo line $i; i=$((i+1)); done; echo end; exec sleep 100")),
            With("stuck", Props.Create(() => new Stuck(release.Task))));

        await harness.NextOfAsync<EngineOutput>("talk", line => line.Line == "end");
        release.SetResult();
        var dropped = await harness.NextAsync<EventsDropped>();

        Assert.Equal("stuck", dropped.Listener);
        Assert.True(dropped.Events > 400);
    }

    [Fact(Timeout = 60_000)]
    public async Task FailingListener_LosesTheEventAndGoesOn()
    {
        await using var harness = TreeHarness.Start(
            Settings(Shell("talk", "echo one; exec sleep 100")), With("broken", Props.Create(() => new Broken())));

        var dropped = await harness.NextAsync<EventsDropped>();

        Assert.Equal("broken", dropped.Listener);
        Assert.Contains("listener broke", dropped.Why);
        await harness.Tree.StopEngineAsync("talk");
        await harness.NextOfAsync<EngineStopped>("talk");
    }

    [Fact(Timeout = 60_000)]
    public async Task Listener_OfOneEventClass_GetsThatClassAndItsDescendants()
    {
        var seen = new List<SupervisionEvent>();
        await using (var harness = TreeHarness.Start(
            Settings(Shell("web", "exec sleep 100")), With("states", Props.Create(() => new States(seen)))))
        {
            await harness.NextOfAsync<EngineReady>("web");
        }

        Assert.All(seen, value => Assert.IsAssignableFrom<EngineStateChanged>(value));
        Assert.Equal(
            ["EngineStarting", "EngineRunning", "EngineStopping", "EngineStopped"], seen.Select(value => value.GetType().Name));
    }

    private sealed class Stuck(Task release) : EventListenerActor(new EventListenerOptions { Name = "stuck", Buffer = 10 })
    {
        protected override async ValueTask OnEventAsync(SupervisionEvent value, CancellationToken cancellation) => await release;
    }

    private sealed class Broken() : EventListenerActor(new EventListenerOptions { Name = "broken", Events = [typeof(EngineRunning)] })
    {
        protected override ValueTask OnEventAsync(SupervisionEvent value, CancellationToken cancellation) =>
            throw new InvalidOperationException("listener broke");
    }

    private sealed class States(List<SupervisionEvent> seen)
        : EventListenerActor(new EventListenerOptions { Name = "states", Events = [typeof(EngineStateChanged)] })
    {
        protected override ValueTask OnEventAsync(SupervisionEvent value, CancellationToken cancellation)
        {
            seen.Add(value);
            return ValueTask.CompletedTask;
        }
    }
}
