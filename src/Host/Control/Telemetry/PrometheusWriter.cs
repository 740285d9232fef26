using System.Globalization;
using System.Text;

namespace Supervision.Control.Telemetry;

/// <summary>Writes metrics in Prometheus' text format, with OpenTelemetry's rules for names: <c>supervision_engine_memory_usage_bytes</c>.</summary>
internal static class PrometheusWriter
{
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(SupervisionMetrics metrics)
    {
        var text = new StringBuilder();
        foreach (var metric in metrics.All)
        {
            var name = NameOf(metric.Name, metric.Unit, metric.Kind == MetricKind.Counter);
            Head(text, name, metric.Help, metric.Kind == MetricKind.Counter ? "counter" : "gauge");
            foreach (var point in metric.Read())
            {
                Line(text, name, point.Labels, null, point.Value);
            }
        }

        foreach (var histogram in metrics.Histograms)
        {
            var name = NameOf(histogram.Name, "s", isCounter: false);
            Head(text, name, histogram.Help, "histogram");
            foreach (var (labels, buckets, sum, count) in histogram.Read())
            {
                for (var i = 0; i < buckets.Length; i++)
                {
                    Line(text, name + "_bucket", labels, Number(Durations.Bounds[i]), buckets[i]);
                }

                Line(text, name + "_bucket", labels, "+Inf", count);
                Line(text, name + "_sum", labels, null, sum);
                Line(text, name + "_count", labels, null, count);
            }
        }

        return text.ToString();
    }

    /// <summary>The name with its unit, and with <c>total</c> for a counter.</summary>
    public static string NameOf(string name, string unit, bool isCounter)
    {
        var plain = name.Replace('.', '_');
        var suffix = unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        return plain + suffix + (isCounter ? "_total" : "");
    }

    private static void Head(StringBuilder text, string name, string help, string type) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n').Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private static void Line(StringBuilder text, string name, KeyValuePair<string, object?>[] labels, string? bound, double value)
    {
        text.Append(name);
        if (labels.Length > 0 || bound is not null)
        {
            var between = '{';
            foreach (var (key, label) in labels)
            {
                text.Append(between).Append(key.Replace('.', '_')).Append("=\"").Append(Escaped((string?)label ?? "")).Append('"');
                between = ',';
            }

            if (bound is not null)
            {
                text.Append(between).Append("le=\"").Append(bound).Append('"');
            }

            text.Append('}');
        }

        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Escaped(string text) => text.AsSpan().ContainsAny('\\', '"', '\n')
        ? text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)
        : text;
}
