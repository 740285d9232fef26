namespace Supervision.Control.Telemetry;

/// <summary>One value with what it is of.</summary>
/// <param name="Value">In the metric's unit.</param>
/// <param name="Labels">Name and value in turn.</param>
internal readonly record struct MetricPoint(double Value, KeyValuePair<string, object?>[] Labels);
