using System.Text.Json;
using Supervision.Actors.Events;
using Supervision.Control.Tests.Support;

namespace Supervision.Control.Tests.Http;

public sealed class EventApiTests
{
    [Fact(Timeout = 90_000)]
    public async Task Events_ResumedWithTheLastId_HaveNoGapAndNoDuplicate()
    {
        await using var http = await HttpHarness.StartAsync(ControlHarness.Sleeper("a"));
        await http.Inner.ReadyAsync(1);
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        // Somebody keeps making events while the reader comes and goes.
        var writer = WriteAsync(http, 200, end.Token);
        var seen = new List<string>();
        var last = "0";
        while (!seen.Contains("mark 199"))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events?names=command-given");
            request.Headers.TryAddWithoutValidation("Last-Event-ID", last);
            using var response = await http.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end.Token);
            using var reader = new EventReader(await response.Content.ReadAsStreamAsync(end.Token));
            for (var i = 0; i < 17 && !seen.Contains("mark 199"); i++)
            {
                var (id, name, data) = (await reader.NextAsync(end.Token))!.Value;
                Assert.Equal("command-given", name);
                last = id!;
                var at = data.IndexOf("mark ", data.IndexOf("\"result\"", StringComparison.Ordinal), StringComparison.Ordinal);
                seen.Add(data[at..data.IndexOf('"', at)]);
            }
        }

        await writer;
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"mark {i}"), seen);
    }

    [Fact(Timeout = 60_000)]
    public async Task Events_AfterAnIdOfAnotherDaemon_AreAllThatAreRemembered()
    {
        await using var http = await HttpHarness.StartAsync(ControlHarness.Sleeper("a"));
        await http.Inner.ReadyAsync(1);
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        using var reader = new EventReader(await http.Client.GetStreamAsync("/api/v1/events?after=12345-99", end.Token));
        var first = (await reader.NextAsync(end.Token))!.Value;

        Assert.EndsWith("-1", first.Id);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("-1")]
    [InlineData("text")]
    [InlineData("1-")]
    [InlineData("9223372036854775808")]
    public async Task Events_AfterWhatIsNoId_AreRefused(string id)
    {
        await using var http = await HttpHarness.StartAsync(ControlHarness.Sleeper("a"));

        var (status, problem) = await http.SendAsync("GET", "/api/v1/events/history", null, ("Last-Event-ID", id));

        Assert.Equal(400, status);
        Assert.StartsWith($"'{id}' is no id of an event: ", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public void Names_AreThoseOfTheEventsThatTheJournalHas() => Assert.Equal(
        typeof(SupervisionEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(SupervisionEvent)) && !type.IsAbstract && type != typeof(EngineOutput))
            .Select(type => JsonNamingPolicy.KebabCaseLower.ConvertName(type.Name)).Append("journal-opened").Append(ControlEvent.MissingName).Order(StringComparer.Ordinal),
        EventNames.All);

    [Fact(Timeout = 60_000)]
    public async Task Probes_AndMetrics_PassOverParameters()
    {
        await using var http = await HttpHarness.StartAsync(ControlHarness.Sleeper("a"));

        Assert.Equal((200, 200), ((await http.SendAsync("GET", "/livez?verbose")).Status, (await http.SendAsync("GET", "/metrics?a=1&a=2")).Status));
    }

    [Fact(Timeout = 60_000)]
    public async Task Events_EndWithTheService()
    {
        await using var http = await HttpHarness.StartAsync(ControlHarness.Sleeper("a"));
        await http.Inner.ReadyAsync(1);
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var reader = new EventReader(await http.Client.GetStreamAsync("/api/v1/events?after=0", end.Token));
        Assert.NotNull(await reader.NextAsync(end.Token));

        await http.Inner.Control.DisposeAsync();

        while (await reader.NextAsync(end.Token) is not null)
        {
        }
    }

    [Fact(Timeout = 90_000)]
    public async Task Events_Of200Followers_ReachAll_AndOneThatDoesNotReadHoldsUpNobody()
    {
        const int Followers = 200;
        await using var http = await HttpHarness.StartAsync(ControlHarness.Sleeper("a"));
        await http.Inner.ReadyAsync(1);
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(80));
        using var stuck = await http.Client.GetStreamAsync("/api/v1/events?names=command-given", end.Token);
        var readers = await Task.WhenAll(Enumerable.Range(0, Followers).Select(async _ =>
            new EventReader(await http.Client.GetStreamAsync("/api/v1/events?names=command-given", end.Token))));

        await WriteAsync(http, 20, end.Token);

        await Task.WhenAll(readers.Select(async reader =>
        {
            for (var i = 0; i < 20; i++)
            {
                Assert.Contains($"mark {i}\"", (await reader.NextAsync(end.Token))!.Value.Data);
            }

            reader.Dispose();
        }));
    }

    [Fact(Timeout = 60_000)]
    public async Task History_IsJson()
    {
        await using var http = await HttpHarness.StartAsync(ControlHarness.Sleeper("a"));
        await http.Inner.ReadyAsync(1);
        await http.SendAsync("POST", "/api/v1/system/mark", """{"text":"here"}""");

        while (true)
        {
            var (status, body) = await http.SendAsync("GET", "/api/v1/events/history?limit=1");
            Assert.Equal(200, status);
            if (body.GetProperty("events")[0] is var value && value.GetProperty("event").GetString() == "command-given")
            {
                Assert.Equal(("mark", "here"), (value.GetProperty("command").GetString(), value.GetProperty("result").GetString()));
                return;
            }
        }
    }

    private static async Task WriteAsync(HttpHarness http, int count, CancellationToken cancellation)
    {
        for (var i = 0; i < count; i++)
        {
            await http.Inner.Control.MarkAsync($"mark {i}", ControlHarness.Caller, cancellation);
        }
    }
}
