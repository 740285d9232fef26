namespace Supervision.Control.Telemetry;

/// <summary>What a metric is.</summary>
internal enum MetricKind
{
    /// <summary>Only grows.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,
}
