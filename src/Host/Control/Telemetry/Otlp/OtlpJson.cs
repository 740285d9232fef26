using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Supervision.Control.Telemetry.Otlp;

/// <summary>Writes requests of OTLP over HTTP in its JSON form (OpenTelemetry protocol 1.x): 64-bit numbers are texts, ids hexadecimal.</summary>
internal static class OtlpJson
{
    private const int Cumulative = 2;
    private const int InternalSpan = 1;
    private const int StatusError = 2;

    /// <summary>The body of <c>/v1/metrics</c>: every metric as it is now.</summary>
    public static ReadOnlyMemory<byte> Metrics(SupervisionMetrics metrics, OtlpResource resource, DateTimeOffset start, DateTimeOffset now) =>
        Request("resourceMetrics", "scopeMetrics", "metrics", resource, SupervisionMetrics.MeterName, json =>
        {
            var times = new Times(Nanoseconds(start.UtcDateTime), Nanoseconds(now.UtcDateTime));
            foreach (var metric in metrics.All)
            {
                Write(json, metric, times);
            }

            foreach (var histogram in metrics.Histograms)
            {
                Write(json, histogram, times);
            }
        });

    /// <summary>The body of <c>/v1/traces</c>.</summary>
    public static ReadOnlyMemory<byte> Spans(IEnumerable<Activity> spans, OtlpResource resource) =>
        Request("resourceSpans", "scopeSpans", "spans", resource, AttemptTracer.SourceName, json =>
        {
            foreach (var span in spans)
            {
                Write(json, span);
            }
        });

    private static ArrayBufferWriter<byte> Buffer() => new(16 * 1024);

    private static ReadOnlyMemory<byte> Request(
        string resources, string scopes, string items, OtlpResource resource, string scope, Action<Utf8JsonWriter> write)
    {
        var buffer = Buffer();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray(resources);
            json.WriteStartObject();
            json.WriteStartObject("resource");
            Attributes(json, resource.Attributes);
            json.WriteEndObject();
            json.WriteStartArray(scopes);
            json.WriteStartObject();
            json.WriteStartObject("scope");
            json.WriteString("name", scope);
            json.WriteString("version", resource.Version);
            json.WriteEndObject();
            json.WriteStartArray(items);
            write(json);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, Metric metric, Times times)
    {
        Begin(json, metric.Name, metric.Help, metric.Unit);
        var isCounter = metric.Kind == MetricKind.Counter;
        json.WriteStartObject(isCounter ? "sum" : "gauge");
        if (isCounter)
        {
            json.WriteNumber("aggregationTemporality", Cumulative);
            json.WriteBoolean("isMonotonic", true);
        }

        json.WriteStartArray("dataPoints");
        foreach (var point in metric.Read())
        {
            json.WriteStartObject();
            if (isCounter)
            {
                json.WriteString("startTimeUnixNano", times.Start);
            }

            json.WriteString("timeUnixNano", times.Now);
            json.WriteNumber("asDouble", point.Value);
            Attributes(json, point.Labels);
            json.WriteEndObject();
        }

        End(json);
    }

    private static void Write(Utf8JsonWriter json, Durations histogram, Times times)
    {
        Begin(json, histogram.Name, histogram.Help, "s");
        json.WriteStartObject("histogram");
        json.WriteNumber("aggregationTemporality", Cumulative);
        json.WriteStartArray("dataPoints");
        foreach (var (labels, buckets, sum, count) in histogram.Read())
        {
            json.WriteStartObject();
            json.WriteString("startTimeUnixNano", times.Start);
            json.WriteString("timeUnixNano", times.Now);
            json.WriteString("count", Text(count));
            json.WriteNumber("sum", sum);
            // Ours are sums of all below a bound, theirs are each by itself, and one more above the last.
            json.WriteStartArray("bucketCounts");
            var below = 0L;
            foreach (var bucket in buckets)
            {
                json.WriteStringValue(Text(bucket - below));
                below = bucket;
            }

            json.WriteStringValue(Text(count - below));
            json.WriteEndArray();
            json.WriteStartArray("explicitBounds");
            foreach (var bound in Durations.Bounds)
            {
                json.WriteNumberValue(bound);
            }

            json.WriteEndArray();
            Attributes(json, labels);
            json.WriteEndObject();
        }

        End(json);
    }

    private static void Begin(Utf8JsonWriter json, string name, string help, string unit)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("description", help);
        json.WriteString("unit", unit);
    }

    private static void End(Utf8JsonWriter json)
    {
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Activity span)
    {
        json.WriteStartObject();
        json.WriteString("traceId", span.TraceId.ToHexString());
        json.WriteString("spanId", span.SpanId.ToHexString());
        if (span.ParentSpanId != default)
        {
            json.WriteString("parentSpanId", span.ParentSpanId.ToHexString());
        }

        json.WriteString("name", span.OperationName);
        json.WriteNumber("kind", InternalSpan);
        json.WriteString("startTimeUnixNano", Nanoseconds(span.StartTimeUtc));
        json.WriteString("endTimeUnixNano", Nanoseconds(span.StartTimeUtc + span.Duration));
        Attributes(json, span.TagObjects);
        if (span.Status == ActivityStatusCode.Error)
        {
            json.WriteStartObject("status");
            json.WriteNumber("code", StatusError);
            json.WriteString("message", span.StatusDescription);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Attributes(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> attributes)
    {
        json.WriteStartArray("attributes");
        foreach (var (key, value) in attributes)
        {
            if (value is null)
            {
                continue;
            }

            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteStartObject("value");
            switch (value)
            {
                case int number:
                    json.WriteString("intValue", Text(number));
                    break;
                case long number:
                    json.WriteString("intValue", Text(number));
                    break;
                default:
                    json.WriteString("stringValue", Convert.ToString(value, CultureInfo.InvariantCulture));
                    break;
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Nanoseconds(DateTime time) =>
        Text((time - DateTime.UnixEpoch).Ticks * (1_000_000_000 / TimeSpan.TicksPerSecond));

    private readonly record struct Times(string Start, string Now);
}
