using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Supervision.Control.Telemetry;

namespace Supervision.Hosting;

/// <summary>Adds what this library measures and traces to OpenTelemetry's providers, which export it wherever they export.</summary>
public static class SupervisionInstrumentationExtensions
{
    /// <summary>Adds the metrics of engines, groups and the supervisor (the meter <see cref="TelemetryNames.Meter"/>).</summary>
    /// <param name="builder">OpenTelemetry's builder.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException">The builder is null.</exception>
    public static MeterProviderBuilder AddSupervisionInstrumentation(this MeterProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter(TelemetryNames.Meter);
    }

    /// <summary>Adds a span for each attempt of an engine, with those of backoff, spawn, startup and readiness (the source <see cref="TelemetryNames.ActivitySource"/>).</summary>
    /// <param name="builder">OpenTelemetry's builder.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException">The builder is null.</exception>
    public static TracerProviderBuilder AddSupervisionInstrumentation(this TracerProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddSource(TelemetryNames.ActivitySource);
    }
}
