using Microsoft.Extensions.Diagnostics.HealthChecks;
using Supervision.Actors.Engines;
using Supervision.Control;

namespace Supervision.Hosting;

/// <summary>Whether the engines serve: healthy where all do, degraded where each engine has an instance that does, and unhealthy otherwise.</summary>
/// <param name="runtime">The runtime.</param>
/// <param name="engines">Which engines; none for all that are wanted up.</param>
internal sealed class SupervisorReadinessCheck(SupervisionRuntime runtime, IReadOnlyCollection<string> engines) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var failed = context.Registration.FailureStatus;
        if (runtime.Plan.Settings is null)
            return HealthCheckResult.Healthy("no engine is configured");
        if (runtime.Tree is null)
            return new HealthCheckResult(failed, "the engines are not started yet");
        IReadOnlyList<EngineSnapshot> all;
        try
        {
            all = await runtime.Control.ListAsync(cancellation: cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested && error is OperationCanceledException or TimeoutException or AskTimeoutException)
        {
            return new HealthCheckResult(failed, runtime.IsStopping ? "the host is stopping" : "the supervision tree does not answer");
        }

        // What was stopped by hand or has reached its end is nobody's failure, unless it was asked for by name.
        var wanted = all.Where(engine => engines.Count == 0
            ? engine.Desired == DesiredState.Up
            : engines.Contains(engine.Name) || engines.Contains(engine.Engine)).ToList();
        var data = wanted.ToDictionary(engine => engine.Name, object (engine) => HealthOf(engine), StringComparer.Ordinal);
        var down = wanted.GroupBy(engine => engine.Engine).Where(instances => !instances.Any(IsReady)).Select(instances => instances.Key)
            .Concat(engines.Where(name => !all.Any(engine => engine.Name == name || engine.Engine == name))).ToList();
        if (runtime.IsStopping)
            return new HealthCheckResult(failed, "the host is stopping", data: data);
        if (wanted.Count == 0 || down.Count > 0)
            return new HealthCheckResult(failed, down.Count == 0 ? "no engine is wanted up" : $"not ready: {string.Join(", ", down)}", data: data);
        return wanted.TrueForAll(IsReady)
            ? HealthCheckResult.Healthy($"ready: {string.Join(", ", wanted.Select(engine => engine.Name))}", data)
            : HealthCheckResult.Degraded($"not ready: {string.Join(", ", wanted.Where(engine => !IsReady(engine)).Select(engine => engine.Name))}", data: data);
    }

    private static bool IsReady(EngineSnapshot engine) => engine.Readiness == Readiness.Ready;

    private static EngineHealth HealthOf(EngineSnapshot engine) =>
        new(engine.State.ToString().ToUpperInvariant(), IsReady(engine), engine.HeartbeatAge, engine.Restarts, engine.LastFailure?.Message);
}
