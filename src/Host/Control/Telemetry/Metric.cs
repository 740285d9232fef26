namespace Supervision.Control.Telemetry;

/// <summary>One metric that is read when somebody asks.</summary>
/// <param name="Name">By OpenTelemetry's conventions: dotted and in lower case.</param>
/// <param name="Unit">By UCUM: <c>s</c>, <c>By</c>, <c>{restart}</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Help">One sentence.</param>
/// <param name="Read">The values now; never waits.</param>
internal sealed record Metric(string Name, string Unit, MetricKind Kind, string Help, Func<IEnumerable<MetricPoint>> Read);
