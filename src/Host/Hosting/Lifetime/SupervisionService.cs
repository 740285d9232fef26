using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Supervision.Actors;
using Supervision.Actors.Settings;

namespace Supervision.Hosting;

/// <summary>Ties the runtime to the host's life.</summary>
/// <param name="runtime">The runtime.</param>
/// <param name="lifetime">Stops the host.</param>
/// <param name="hostOptions">How long it may take to stop.</param>
/// <param name="gates">Engines that gates name.</param>
/// <param name="exitCode">Takes the exit code of a host whose tree gave up.</param>
internal sealed class SupervisionService(
    SupervisionRuntime runtime, IHostApplicationLifetime lifetime, IOptions<HostOptions> hostOptions, GatedEngines gates, ExitCodeSink exitCode)
    : IHostedLifecycleService
{
    // What the end of engines takes beside their graces, when the host's time-out is raised to it.
    private static readonly TimeSpan _margin = TimeSpan.FromSeconds(5);

    private readonly ILogger _log = runtime.LoggerFactory.CreateLogger("Supervision.Hosting");

    /// <summary>Checks everything that can be checked before anything runs.</summary>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        var plan = runtime.Plan;
        foreach (var warning in plan.Loaded?.Warnings ?? [])
            HostingLog.ConfigurationWarning(_log, warning.Render());
        if (plan.Settings is { } settings)
        {
            CheckShutdownTimeout(plan, settings);
            gates.Check(settings);
            ReadyWait.Check(settings, plan.Options);
        }

        return Task.CompletedTask;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await runtime.StartAsync(lifetime.StopApplication, cancellationToken);
            if (runtime.Tree is { } tree)
            {
                HostingLog.Started(_log, runtime.Plan.Settings!.Engines.Count(), runtime.System.Name);
                _ = WatchTreeAsync(tree);
            }

            _ = WatchSystemAsync();
            if (runtime.Plan.Options.WaitForReady is { } timeout)
                await ReadyWait.RunAsync(runtime, timeout, _log, cancellationToken);
        }
        catch (Exception error)
        {
            // What has been started must not outlive a host that never ran.
            using var patience = new CancellationTokenSource(hostOptions.Value.ShutdownTimeout, runtime.Time);
            await runtime.StopAsync(patience.Token);
            throw error switch
            {
                SupervisionStartException or OperationCanceledException => error,
                PlatformNotSupportedException => new SupervisionStartException($"supervision cannot be started here: {error.Message}", error),
                _ => new SupervisionStartException($"supervision cannot be started: {error.Message}", error),
            };
        }
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => runtime.StopAsync(cancellationToken);

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void CheckShutdownTimeout(HostPlan plan, SupervisionSettings settings)
    {
        var options = hostOptions.Value;
        if (options.ShutdownTimeout == Timeout.InfiniteTimeSpan
            || ShutdownCheck.Fits(settings, options.ShutdownTimeout, "HostOptions.ShutdownTimeout") is not { } warning)
        {
            return;
        }

        if (!plan.Options.RaiseShutdownTimeout)
        {
            HostingLog.ShutdownTimeoutTooShort(_log, warning.Message);
            return;
        }

        var raised = plan.LongestStop + _margin;
        HostingLog.ShutdownTimeoutRaised(_log, options.ShutdownTimeout, raised, plan.LongestStop);
        options.ShutdownTimeout = raised;
    }

    private async Task WatchTreeAsync(SupervisionTree tree)
    {
        var outcome = await tree.Completion;
        if (runtime.IsStopping)
            return;
        var options = runtime.Plan.Options;
        if (outcome.Kind == TreeOutcomeKind.Stopped)
        {
            HostingLog.Ended(_log, outcome.Summary);
            if (options.StopHostWhenEnded)
                lifetime.StopApplication();
            return;
        }

        if (await DecideAsync(options, outcome) == GaveUpAction.Nothing)
        {
            HostingLog.GaveUpGoesOn(_log, outcome.Summary);
            return;
        }

        var code = outcome.ExitCode(runtime.Plan.Settings!.ExitCode);
        HostingLog.GaveUpStops(_log, outcome.Summary, code);
        exitCode.Set(code);
        lifetime.StopApplication();
    }

    private async Task<GaveUpAction> DecideAsync(SupervisionOptions options, TreeOutcome outcome)
    {
        if (options.GaveUpHandler is not { } handler)
            return options.OnGaveUp;
        try
        {
            return await handler(outcome, runtime.Plan.Builder.Services);
        }
        catch (Exception error)
        {
            HostingLog.HandlerFailed(_log, error);
            return GaveUpAction.StopHost;
        }
    }

    private async Task WatchSystemAsync()
    {
        await runtime.System.WhenTerminated;
        if (runtime.HostStops || lifetime.ApplicationStopping.IsCancellationRequested)
            return;
        HostingLog.SystemEnded(_log);
        lifetime.StopApplication();
    }
}
