using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Supervision.Hosting;

/// <summary>Whether the supervisor itself answers; engines that fail are its everyday work and do not count.</summary>
internal sealed class SupervisorLivenessCheck(SupervisionRuntime runtime) : IHealthCheck
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (runtime.Tree is not { } tree)
            return HealthCheckResult.Healthy("the supervisor is starting");
        if (tree.Completion.IsCompleted && !runtime.IsStopping)
            return new HealthCheckResult(context.Registration.FailureStatus, (await tree.Completion).Summary);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_patience);
        try
        {
            var engines = await tree.StatusAsync(deadline.Token).WaitAsync(deadline.Token);
            return HealthCheckResult.Healthy($"the supervisor answers, engines: {engines.Count}");
        }
        catch (Exception error) when (runtime.IsStopping && error is not OutOfMemoryException)
        {
            return HealthCheckResult.Healthy("the supervisor is stopping");
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested && error is OperationCanceledException or TimeoutException or AskTimeoutException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "the supervision tree does not answer");
        }
    }
}
