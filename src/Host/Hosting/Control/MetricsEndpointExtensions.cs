using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Supervision.Control.Telemetry;

namespace Supervision.Hosting;

/// <summary>Metrics of engines as an endpoint of the host.</summary>
public static class MetricsEndpointExtensions
{
    /// <summary>
    /// Maps the metrics of engines as Prometheus text. Collectors within the process, such as OpenTelemetry's, listen to the meter
    /// <see cref="TelemetryNames.Meter"/> instead.
    /// </summary>
    /// <param name="endpoints">The endpoints.</param>
    /// <param name="pattern">The path. Default <c>/metrics</c>.</param>
    /// <returns>For conventions, such as an authorization.</returns>
    public static IEndpointConventionBuilder MapSupervisionMetrics(this IEndpointRouteBuilder endpoints, string pattern = "/metrics")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return endpoints.MapGet(pattern, static context =>
        {
            var runtime = context.RequestServices.GetRequiredService<SupervisionRuntime>();
            if (runtime.Tree is null)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return Task.CompletedTask;
            }

            context.Response.ContentType = PrometheusWriter.MediaType;
            return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(PrometheusWriter.Write(runtime.Control.Metrics)), context.RequestAborted).AsTask();
        }).WithDisplayName("Supervision metrics");
    }
}
