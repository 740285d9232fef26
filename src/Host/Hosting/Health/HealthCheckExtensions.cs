using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Supervision.Hosting;

/// <summary>Health checks of supervised engines. They need <c>AddSupervision</c>.</summary>
public static class HealthCheckExtensions
{
    /// <summary>Whether the supervisor itself answers. Engines that fail do not count: restarting the host would not help them.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">Name of the check. Default <c>supervisor-live</c>.</param>
    /// <param name="tags">Its tags. Default <c>live</c>.</param>
    /// <param name="failureStatus">What a failure is reported as; null for unhealthy.</param>
    /// <returns>The builder.</returns>
    public static IHealthChecksBuilder AddSupervisorLiveness(
        this IHealthChecksBuilder builder, string name = "supervisor-live", IEnumerable<string>? tags = null, HealthStatus? failureStatus = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name, services => new SupervisorLivenessCheck(services.GetRequiredService<SupervisionRuntime>()), failureStatus, tags ?? ["live"]));
    }

    /// <summary>
    /// Whether the engines serve: healthy where all instances do, degraded where each engine has at least one that does, unhealthy otherwise. Its data has an
    /// <see cref="EngineHealth"/> for each instance, by its name.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">Name of the check. Default <c>supervisor-ready</c>.</param>
    /// <param name="tags">Its tags. Default <c>ready</c>.</param>
    /// <param name="failureStatus">What a failure is reported as; null for unhealthy.</param>
    /// <param name="engines">Names of engines or instances; null for all that are wanted up.</param>
    /// <returns>The builder.</returns>
    public static IHealthChecksBuilder AddSupervisorReadiness(
        this IHealthChecksBuilder builder, string name = "supervisor-ready", IEnumerable<string>? tags = null, HealthStatus? failureStatus = null,
        IEnumerable<string>? engines = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        string[] chosen = [.. engines ?? []];
        return builder.Add(new HealthCheckRegistration(
            name, services => new SupervisorReadinessCheck(services.GetRequiredService<SupervisionRuntime>(), chosen), failureStatus, tags ?? ["ready"]));
    }
}
