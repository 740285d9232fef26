using Supervision.Actors.Engines;
using Supervision.Control;

namespace Supervision.Hosting;

/// <summary>The client of the control service of a runtime.</summary>
internal sealed class EngineControl(SupervisionRuntime runtime, Target target) : IEngineControl
{
    private static readonly TimeSpan _lookAgain = TimeSpan.FromMilliseconds(100);

    public Target Target => target;

    public ISupervisionControl Service => runtime.Control;

    public IEngineControl For(string target) => Target.TryParse(target, out var parsed)
        ? new EngineControl(runtime, parsed)
        : throw new ArgumentException($"'{target}' names no engines; write a name, group:NAME, a glob, key=value, or several with commas", nameof(target));

    public Task<IReadOnlyList<EngineSnapshot>> ListAsync(CancellationToken cancellation = default) => Service.ListAsync(target, cancellation: cancellation);

    public async Task<IReadOnlyList<EngineReport>> WhyAsync(CancellationToken cancellation = default)
    {
        var reports = new List<EngineReport>();
        foreach (var engine in await ListAsync(cancellation).ConfigureAwait(false))
        {
            if (await Service.WhyAsync(engine.Name, cancellation).ConfigureAwait(false) is { } report)
                reports.Add(report);
        }

        return reports;
    }

    public async Task<bool> IsReadyAsync(CancellationToken cancellation = default) =>
        await ListAsync(cancellation).ConfigureAwait(false) is { Count: > 0 } engines && engines.All(IsReady);

    public async Task WaitUntilReadyAsync(TimeSpan timeout, CancellationToken cancellation = default)
    {
        var began = runtime.Time.GetTimestamp();
        while (true)
        {
            var change = runtime.Board.NextChange;
            var engines = await ListAsync(cancellation).ConfigureAwait(false);
            if (engines.Count > 0 && engines.All(IsReady))
                return;
            if (runtime.Time.GetElapsedTime(began) >= timeout)
            {
                throw new TimeoutException(engines.Count == 0
                    ? $"there is no engine '{target}'"
                    : $"not ready: {string.Join(", ", engines.Where(engine => !IsReady(engine)).Select(engine => $"{engine.Name} ({engine.State})"))}");
            }

            await Task.WhenAny(change, Task.Delay(_lookAgain, runtime.Time, cancellation)).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    public Task<CommandReport> StartAsync(CommandOptions? options = null, CancellationToken cancellation = default) =>
        Service.StartAsync(target, ControlCaller.Host, options, cancellation);

    public Task<CommandReport> StopAsync(CommandOptions? options = null, CancellationToken cancellation = default) =>
        Service.StopAsync(target, ControlCaller.Host, options, cancellation);

    public Task<CommandReport> RestartAsync(CommandOptions? options = null, CancellationToken cancellation = default) =>
        Service.RestartAsync(target, ControlCaller.Host, options, cancellation);

    public Task<CommandReport> RollingRestartAsync(int maxUnavailable = 1, CommandOptions? options = null, CancellationToken cancellation = default) =>
        Service.RollingRestartAsync(target, ControlCaller.Host, maxUnavailable, options, cancellation);

    public Task<CommandReport> ScaleAsync(int instances, CommandOptions? options = null, CancellationToken cancellation = default) =>
        Service.ScaleAsync(target, instances, ControlCaller.Host, options, cancellation);

    public Task<CommandReport> SignalAsync(int signal, CancellationToken cancellation = default) =>
        Service.SignalAsync(target, signal, ControlCaller.Host, cancellation: cancellation);

    private static bool IsReady(EngineSnapshot engine) => engine.Readiness == Readiness.Ready;
}
