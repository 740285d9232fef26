using System.Globalization;
using Microsoft.Extensions.Logging;
using Supervision.Actors;
using Supervision.Actors.Engines;
using Supervision.Actors.Settings;

namespace Supervision.Hosting;

/// <summary>Holds up the host's start until engines are ready, where it was asked to.</summary>
internal static class ReadyWait
{
    // Events that tell of a change overtake the snapshots, so it looks again a few times a second as well.
    private static readonly TimeSpan _lookAgain = TimeSpan.FromMilliseconds(100);

    /// <exception cref="SupervisionStartException">An engine is named that is not configured.</exception>
    public static void Check(SupervisionSettings settings, SupervisionOptions options)
    {
        foreach (var name in options.WaitForEngines)
        {
            if (!settings.Engines.Any(engine => Means(engine, name)))
            {
                throw new SupervisionStartException(
                    $"supervision cannot be started: WaitForReady names the engine '{name}', which is not configured; there are {Names(settings)}");
            }
        }
    }

    public static bool Means(EngineSettings engine, string name) => engine.Name == name || engine.Engine == name;

    public static string Names(SupervisionSettings settings) => string.Join(", ", settings.Engines.Select(engine => engine.Engine).Distinct());

    /// <exception cref="SupervisionStartException">They are not ready in time, or will not be.</exception>
    public static async Task RunAsync(SupervisionRuntime runtime, TimeSpan timeout, ILogger log, CancellationToken cancellation)
    {
        if (runtime.Tree is not { } tree)
            return;
        var named = runtime.Plan.Options.WaitForEngines;
        var wanted = runtime.Plan.Settings!.Engines
            .Where(engine => named.Count == 0 ? engine.AutoStart : named.Any(name => Means(engine, name)))
            .Select(engine => engine.Name).ToHashSet(StringComparer.Ordinal);
        HostingLog.Waiting(log, timeout, string.Join(", ", wanted));
        var began = runtime.Time.GetTimestamp();
        while (true)
        {
            var change = runtime.Board.NextChange;
            var late = (await tree.StatusAsync(cancellation)).Where(status => wanted.Contains(status.Name) && !IsThere(status)).ToList();
            if (tree.Completion.IsCompleted && (await tree.Completion) is { Kind: not TreeOutcomeKind.Stopped } outcome)
                throw new SupervisionStartException($"supervision gave up before the engines were ready: {outcome.Summary}");
            if (late.Count == 0)
                return;
            if (late.Find(status => status.State == EngineState.Fatal && status.RetryAt is null) is { } lost)
                throw new SupervisionStartException($"engine {lost.Name} is given up on: {lost.LastFailure?.Message}");
            if (runtime.Time.GetElapsedTime(began) >= timeout)
            {
                throw new SupervisionStartException(string.Create(
                    CultureInfo.InvariantCulture, $"these engines are not ready after {timeout.TotalSeconds:0.#} s: {string.Join("; ", late.Select(Describe))}"));
            }

            await Task.WhenAny(change, tree.Completion, Task.Delay(_lookAgain, runtime.Time, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private static bool IsThere(EngineStatus status) =>
        status.Readiness == Readiness.Ready || status is { State: EngineState.Exited, Desired: DesiredState.Down };

    private static string Describe(EngineStatus status) =>
        $"{status.Name} is {status.State.ToString().ToUpperInvariant()}"
        + (status.Attempt > 0 ? string.Create(CultureInfo.InvariantCulture, $" in attempt {status.Attempt}") : "")
        + (status.WaitingFor is { } what ? $", waits for {what}" : "")
        + (status.LastFailure is { } failure ? $", last failure: {failure.Message}" : "");
}
