using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.RegularExpressions;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using Supervision.Control.Telemetry;
using Supervision.Control.Tests.Support;

namespace Supervision.Control.Tests.Telemetry;

public sealed partial class MetricTests
{
    [Fact(Timeout = 60_000)]
    public async Task Metrics_AsPrometheusText_AreWellFormedAndRight()
    {
        await using var http = await HttpHarness.StartAsync(
            ControlHarness.Sleeper("a") with { Memory = new MemorySettings { Interval = TimeSpan.FromMilliseconds(50) } },
            TreeHarness.Shell("b", "exit 3") with { Budget = new BudgetSettings { MaxRetries = 2, SameFailures = null } });
        await http.Inner.Harness.NextAsync<EngineFatal>();
        await http.Inner.Harness.NextAsync<TreeStopping>();

        using var response = await http.Client.GetAsync("/metrics");
        var text = await response.Content.ReadAsStringAsync();
        var values = Parse(text);

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(1, values["supervision_engine_state{engine=\"b\",group=\"default\",state=\"fatal\"}"]);
        Assert.Equal(0, values["supervision_engine_state{engine=\"b\",group=\"default\",state=\"running\"}"]);
        Assert.Equal(2, values["supervision_engine_restarts_total{engine=\"b\",group=\"default\",reason=\"exited\"}"]);
        Assert.Equal(3, values["supervision_engine_failures_total{engine=\"b\",group=\"default\",reason=\"exited\"}"]);
        Assert.Equal(1, values["supervision_budget_exhausted_total{engine=\"b\",group=\"default\"}"]);
        Assert.Equal(1, values["supervision_engine_start_duration_seconds_count{engine=\"a\",group=\"default\"}"]);
        Assert.Equal(1, values["supervision_engine_start_duration_seconds_bucket{engine=\"a\",group=\"default\",le=\"+Inf\"}"]);
        Assert.True(values["process_memory_usage_bytes"] > 0);
    }

    [Fact(Timeout = 60_000)]
    public async Task Meter_HasTheSameMetrics()
    {
        await using var harness = ControlHarness.Start(ControlHarness.Sleeper("a") with { Memory = new MemorySettings { Interval = TimeSpan.FromMilliseconds(50) } });
        await harness.ReadyAsync(1);
        await harness.Harness.NextAsync<MemorySampled>();
        var seen = new HashSet<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == TelemetryNames.Meter)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => seen.Add(
            $"{instrument.Name} {instrument.Unit} {string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}"));
        listener.Start();
        while (!seen.Any(one => one.StartsWith("supervision.engine.memory.usage By engine=a,group=default", StringComparison.Ordinal)))
        {
            listener.RecordObservableInstruments();
            await Task.Yield();
        }

        Assert.Contains("supervision.engine.ready 1 engine=a,group=default", seen);
        Assert.Contains("supervision.engine.state 1 engine=a,group=default,state=running", seen);
    }

    [Fact(Timeout = 60_000)]
    public async Task Attempts_AreTraced_WithBackoffSpawnStartupAndReady()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TelemetryNames.ActivitySource,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (spans)
                    spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var harness = ControlHarness.Start(TreeHarness.Shell("traced", "sleep 0.3; exit 3") with { Budget = new BudgetSettings { MaxRetries = 1 } });
        await harness.Harness.NextAsync<EngineFatal>();
        List<Activity> mine = [];
        while (mine.Count(span => span.OperationName == "ready") < 2)
        {
            lock (spans)
            {
                var roots = spans.Where(span => "traced".Equals(span.GetTagItem("supervision.engine"))).Select(span => span.SpanId).ToHashSet();
                mine = [.. spans.Where(span => roots.Contains(span.SpanId) || roots.Contains(span.ParentSpanId))];
            }

            await Task.Yield();
        }

        var second = mine.Single(span => span.OperationName == "engine.attempt" && 2.Equals(span.GetTagItem("supervision.attempt")));
        var children = mine.Where(span => span.ParentSpanId == second.SpanId).Select(span => span.OperationName);
        Assert.Equal(["backoff", "spawn", "startup", "ready"], children);
        Assert.True(second.Duration >= TimeSpan.FromMilliseconds(19));
        var ready = mine.Single(span => span.OperationName == "ready" && span.ParentSpanId == second.SpanId);
        Assert.Equal((ActivityStatusCode.Error, "exited with code 3"), (ready.Status, ready.StatusDescription));
    }

    [Theory]
    [InlineData("a.b.c", "s", true, "a_b_c_seconds_total")]
    [InlineData("a.b", "By", false, "a_b_bytes")]
    [InlineData("a.b", "{restart}", true, "a_b_total")]
    [InlineData("a", "1", false, "a")]
    public void PrometheusName_OfAName_HasItsUnit(string name, string unit, bool isCounter, string expected) =>
        Assert.Equal(expected, PrometheusWriter.NameOf(name, unit, isCounter));

    // As strict as a scraper: every line is a comment or a sample, each family is declared once and before its samples.
    private static Dictionary<string, double> Parse(string text)
    {
        var values = new Dictionary<string, double>();
        var family = "";
        var families = new HashSet<string>();
        Assert.EndsWith("\n", text);
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                family = line.Split(' ')[2];
                Assert.True(families.Add(family), line);
            }
            else if (!line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                var match = Sample().Match(line);
                Assert.True(match.Success && match.Groups[1].Value.StartsWith(family, StringComparison.Ordinal), line);
                Assert.True(values.TryAdd(line[..line.LastIndexOf(' ')], double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture)), line);
            }
        }

        return values;
    }

    [GeneratedRegex("""^([a-zA-Z_:][\w:]*)(\{[a-zA-Z_]\w*="(?:[^"\\]|\\.)*"(?:,[a-zA-Z_]\w*="(?:[^"\\]|\\.)*")*\})? -?\d+(\.\d+)?$""")]
    private static partial Regex Sample();
}
