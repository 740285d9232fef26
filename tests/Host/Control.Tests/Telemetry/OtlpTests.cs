using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Control.Telemetry.Otlp;
using Supervision.Control.Tests.Support;

namespace Supervision.Control.Tests.Telemetry;

/// <summary>Telemetry to a collector, by the field names and encodings of OTLP 1.x in JSON.</summary>
public sealed class OtlpTests
{
    private static readonly TimeSpan _often = TimeSpan.FromMilliseconds(50);

    [Fact(Timeout = 60_000)]
    public async Task Metrics_AreSent_WithResourceAndTypes()
    {
        using var collector = new Collector();
        await using var harness = ControlHarness.Start(ControlHarness.Sleeper("a"));
        var settings = Settings(collector.Address) with
        {
            Headers = ImmutableSortedDictionary<string, string>.Empty.Add("authorization", "Bearer t"),
            ServiceName = "models",
            Attributes = ImmutableSortedDictionary<string, string>.Empty.Add("zone", "from settings"),
        };
        await using var exporter = OtlpExporter.Start(harness.Control, settings, static _ => { }, "zone=variable, deployment=a%20b,nonsense");
        await harness.ReadyAsync(1);

        var first = await collector.NextAsync();
        Assert.Equal(("application/json", "Bearer t"), (first.ContentType, first.Authorization));
        var body = await collector.NextAsync("/v1/metrics", body => PointsOf(body, "supervision.engine.start.duration", "histogram").Any());

        var resource = Texts(body.GetProperty("resourceMetrics")[0].GetProperty("resource").GetProperty("attributes"));
        Assert.Equal(("models", "from settings", "a b"), (resource["service.name"], resource["zone"], resource["deployment"]));
        Assert.Equal(Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture), resource["process.pid"]);
        Assert.Equal("Supervision", body.GetProperty("resourceMetrics")[0].GetProperty("scopeMetrics")[0].GetProperty("scope").GetProperty("name").GetString());

        var ready = Assert.Single(PointsOf(body, "supervision.engine.ready", "gauge"));
        Assert.Equal("a", Texts(ready.GetProperty("attributes"))["engine"]);
        Assert.True(ready.GetProperty("asDouble").GetDouble() is 0 or 1);
        Assert.True(Nanoseconds(ready, "timeUnixNano") > Nanoseconds(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));

        var sum = Metric(body, "supervision.engine.restarts").GetProperty("sum");
        Assert.True(sum.GetProperty("isMonotonic").GetBoolean());
        Assert.Equal(2, sum.GetProperty("aggregationTemporality").GetInt32());

        var start = Assert.Single(PointsOf(body, "supervision.engine.start.duration", "histogram"));
        var counts = start.GetProperty("bucketCounts").EnumerateArray().Select(one => long.Parse(one.GetString()!, null)).ToArray();
        Assert.Equal(start.GetProperty("explicitBounds").GetArrayLength() + 1, counts.Length);
        Assert.Equal(("1", 1), (start.GetProperty("count").GetString(), counts.Sum()));
        Assert.True(start.GetProperty("sum").GetDouble() > 0);
        Assert.True(Nanoseconds(start, "startTimeUnixNano") <= Nanoseconds(start, "timeUnixNano"));
    }

    [Fact(Timeout = 60_000)]
    public async Task Spans_OfAnAttemptThatFails_AreSentOnce_AlsoWhereTheCollectorWasBusy()
    {
        var busy = 2;
        using var collector = new Collector(answer: request => request.Path == "/v1/traces" && Interlocked.Decrement(ref busy) >= 0 ? 503 : 200);
        await using var harness = ControlHarness.Start(
            ControlHarness.Sleeper("a"),
            ControlHarness.Failing("traced") with { Budget = new BudgetSettings { MaxRetries = 0 } });
        await harness.ReadyAsync(1);
        await using var exporter = OtlpExporter.Start(harness.Control, Settings(collector.Address), static _ => { });
        await harness.Control.StartAsync(ControlHarness.On("traced"), ControlHarness.Caller);
        await harness.Harness.NextAsync<EngineFatal>(fatal => fatal.Engine == "traced");

        // A batch is what there is when it is sent; the first one comes three times, and the attempt's span in it or in one behind it.
        var first = Spans(await collector.NextAsync("/v1/traces"));
        var again = Spans(await collector.NextAsync("/v1/traces"));
        var spans = Spans(await collector.NextAsync("/v1/traces")).ToList();
        Assert.Equal(Ids(first), Ids(again));
        Assert.Equal(Ids(again), Ids([.. spans]));
        while (!spans.Any(IsAttempt))
            spans.AddRange(Spans(await collector.NextAsync("/v1/traces")));

        Assert.Equal(spans.Count, Ids([.. spans]).Distinct().Count());
        var attempt = Assert.Single(spans, IsAttempt);
        Assert.Equal(32, attempt.GetProperty("traceId").GetString()!.Length);
        Assert.False(attempt.TryGetProperty("parentSpanId", out _));
        Assert.Equal(2, attempt.GetProperty("status").GetProperty("code").GetInt32());
        Assert.Equal("1", Texts(attempt.GetProperty("attributes"))["supervision.attempt"]);
        var below = spans.Where(span => span.TryGetProperty("parentSpanId", out var parent) && parent.GetString() == attempt.GetProperty("spanId").GetString()).ToArray();
        Assert.Contains(below, span => span.GetProperty("name").GetString() == "spawn");
        Assert.All(below, span => Assert.Equal(attempt.GetProperty("traceId").GetString(), span.GetProperty("traceId").GetString()));
        Assert.All(spans, span => Assert.True(Nanoseconds(span, "startTimeUnixNano") <= Nanoseconds(span, "endTimeUnixNano")));

        static bool IsAttempt(JsonElement span) =>
            span.GetProperty("name").GetString() == "engine.attempt" && Texts(span.GetProperty("attributes"))["supervision.engine"] == "traced";
    }

    [Fact(Timeout = 60_000)]
    public async Task Collector_ThatIsNotThere_IsToldOnce_AndWhenItComes()
    {
        var told = System.Threading.Channels.Channel.CreateUnbounded<string?>();
        var port = Collector.FreePort();
        await using var harness = ControlHarness.Start(ControlHarness.Sleeper("a"));
        await using var exporter = OtlpExporter.Start(
            harness.Control, Settings(new Uri($"http://127.0.0.1:{port}/prefix/")), text => told.Writer.TryWrite(text));
        var problem = await told.Reader.ReadAsync();
        Assert.StartsWith($"http://127.0.0.1:{port}/prefix/v1/", problem, StringComparison.Ordinal);

        using var collector = new Collector(port);
        Assert.Null(await told.Reader.ReadAsync());
        await collector.NextAsync("/prefix/v1/metrics");
    }

    [Fact(Timeout = 60_000)]
    public async Task Collector_ThatRefuses_IsTold_AndSpansAreNotRepeated()
    {
        var told = new ConcurrentQueue<string?>();
        using var collector = new Collector(answer: static _ => 400);
        await using var harness = ControlHarness.Start(ControlHarness.Failing("b"));
        var exporter = OtlpExporter.Start(harness.Control, Settings(collector.Address), told.Enqueue)!;
        await harness.Control.StartAsync(ControlHarness.On("b"), ControlHarness.Caller);
        var first = Ids(Spans(await collector.NextAsync("/v1/traces")));
        var second = Ids(Spans(await collector.NextAsync("/v1/traces")));
        await exporter.DisposeAsync();

        Assert.Empty(first.Intersect(second));
        Assert.EndsWith("it answers with status 400", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task End_SendsWhatThereIs()
    {
        using var collector = new Collector();
        await using var harness = ControlHarness.Start(ControlHarness.Sleeper("a"));
        var exporter = OtlpExporter.Start(harness.Control, Settings(collector.Address) with { Interval = TimeSpan.FromHours(1) }, static _ => { })!;
        await harness.ReadyAsync(1);
        await exporter.DisposeAsync();

        await collector.NextAsync("/v1/metrics");
    }

    [Fact(Timeout = 60_000)]
    public async Task WithoutAnEndpoint_ThereIsNone()
    {
        await using var harness = ControlHarness.Start(ControlHarness.Sleeper("a"));
        Assert.Null(OtlpExporter.Start(harness.Control, new OtlpSettings(), static _ => { }));
    }

    private static OtlpSettings Settings(Uri endpoint) => new() { Endpoint = endpoint, Interval = _often };

    private static JsonElement Metric(JsonElement body, string name) => body.GetProperty("resourceMetrics")[0].GetProperty("scopeMetrics")[0]
        .GetProperty("metrics").EnumerateArray().Single(metric => metric.GetProperty("name").GetString() == name);

    private static IEnumerable<JsonElement> PointsOf(JsonElement body, string name, string kind) =>
        Metric(body, name).GetProperty(kind).GetProperty("dataPoints").EnumerateArray();

    private static JsonElement[] Spans(JsonElement body) =>
        [.. body.GetProperty("resourceSpans")[0].GetProperty("scopeSpans")[0].GetProperty("spans").EnumerateArray()];

    private static string[] Ids(JsonElement[] spans) => [.. spans.Select(span => span.GetProperty("spanId").GetString()!)];

    private static Dictionary<string, string> Texts(JsonElement attributes) => attributes.EnumerateArray().ToDictionary(
        one => one.GetProperty("key").GetString()!,
        one => one.GetProperty("value").EnumerateObject().Single().Value.GetString()!);

    private static long Nanoseconds(JsonElement element, string name) => long.Parse(element.GetProperty(name).GetString()!, null);

    private static long Nanoseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() * 1_000_000;
}
