using System.Text.Json;
using Supervision.Actors.Events;
using Supervision.Control.Tests.Support;

namespace Supervision.Control.Tests.Facade;

public sealed class EventTests
{
    [Fact(Timeout = 60_000)]
    public async Task Subscribe_AfterANumber_GivesThePastAndTheFuture_EachOnce()
    {
        await using var harness = ControlHarness.Start(ControlHarness.Sleeper("a"));
        await harness.ReadyAsync(1);
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var seen = new List<long>();

        await foreach (var value in harness.Control.Subscribe(new EventQuery { After = 0 }, end.Token))
        {
            seen.Add(value.Number);
            if (value.Name == "engine-ready")
            {
                await harness.Control.MarkAsync("one", ControlHarness.Caller, end.Token);
            }
            else if (value.Name == "command-given")
            {
                break;
            }
        }

        Assert.Equal(Enumerable.Range(1, seen.Count).Select(number => (long)number), seen);
        Assert.True(seen.Count > 3);
    }

    [Fact(Timeout = 60_000)]
    public async Task Subscribe_ThatIsNotRead_LosesItsOwnOldest_AndIsTold()
    {
        await using var harness = ControlHarness.Start(ControlHarness.Sleeper("a"));
        await harness.ReadyAsync(1);
        var slow = harness.Control.Subscribe(new EventQuery { Names = ["command-given"], Capacity = 5 });
        var reference = harness.Tree.Journal.LastNumber;
        for (var i = 0; i < 20; i++)
        {
            await harness.Control.MarkAsync($"mark {i}", ControlHarness.Caller);
        }

        await harness.Harness.NextAsync<CommandGiven>(value => value.Result == "mark 19");
        while (harness.Tree.Journal.LastNumber < reference + 20)
        {
            await Task.Yield();
        }

        var got = new List<ControlEvent>();
        await foreach (var value in slow)
        {
            got.Add(value);
            if (value.Json.Contains("mark 19", StringComparison.Ordinal))
            {
                break;
            }
        }

        Assert.Equal(ControlEvent.MissingName, got[0].Name);
        Assert.Equal(15, JsonDocument.Parse(got[0].Json).RootElement.GetProperty("events").GetInt64());
        Assert.Equal(5, got.Count - 1);
        Assert.Equal(15, harness.Control.EventsLost);
    }

    [Fact(Timeout = 60_000)]
    public async Task History_OfATarget_HasItsEventsAndCommands()
    {
        await using var harness = ControlHarness.Start(ControlHarness.Sleeper("a"), ControlHarness.Sleeper("b"));
        await harness.ReadyAsync(2);
        await harness.Control.StopAsync(ControlHarness.On("a"), ControlHarness.Caller, CommandOptions.Waiting);
        await harness.Harness.NextAsync<CommandGiven>();

        var all = await UntilAsync(() => harness.Control.HistoryAsync(new EventQuery { Target = ControlHarness.On("a") }, 1000), one => one[^1].Name == "command-given");
        var last = await harness.Control.HistoryAsync(new EventQuery { Names = ["engine-st*"] }, 2);

        Assert.DoesNotContain(all, value => value.Json.Contains("\"engine\":\"b\"", StringComparison.Ordinal));
        Assert.Contains(all, value => value.Name == "engine-stopped");
        Assert.Equal(["engine-stopping", "engine-stopped"], last.Select(value => value.Name));
    }

    private static async Task<IReadOnlyList<ControlEvent>> UntilAsync(
        Func<Task<IReadOnlyList<ControlEvent>>> read, Func<IReadOnlyList<ControlEvent>, bool> good)
    {
        while (true)
        {
            if (await read() is { Count: > 0 } events && good(events))
            {
                return events;
            }

            await Task.Yield();
        }
    }
}
