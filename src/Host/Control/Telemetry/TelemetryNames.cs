namespace Supervision.Control.Telemetry;

/// <summary>What a host gives OpenTelemetry: <c>AddMeter(TelemetryNames.Meter)</c>, <c>AddSource(TelemetryNames.ActivitySource)</c>.</summary>
public static class TelemetryNames
{
    /// <summary>The meter of every control service.</summary>
    public const string Meter = SupervisionMetrics.MeterName;

    /// <summary>The source of spans of every control service.</summary>
    public const string ActivitySource = AttemptTracer.SourceName;
}
