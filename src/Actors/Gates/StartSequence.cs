// Overview
// What lies between STARTING and the spawn, all of it inside the one asynchronous operation that the state table knows as "spawn": files of
// the last attempt removed, gates, the pre-start hook, then the process. A stop cancels the operation; it then ends as a spawn that
// failed, and the table settles what was asked. Nothing here blocks a thread for long, and every wait has an end.
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Hooks;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Gates;

/// <summary>Starts one attempt of an engine, gates first.</summary>
internal sealed class StartSequence(TreeServices services, EngineSettings settings, GpuMemory gpu, AttemptInfo attempt, AttemptSignals signals, StartOperation operation)
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(250);

    public async Task<SpawnResult> RunAsync(IProcessObserver observer)
    {
        try
        {
            if (!await GatesAsync(operation.Cancellation).ConfigureAwait(false))
            {
                return Refused();
            }

            var problem = await new HookRunner(services).RunAsync("pre-start", settings.Hooks.PreStart, attempt, operation.Cancellation).ConfigureAwait(false);
            if (problem is not null && settings.Hooks.PreStart.FailureCounts)
            {
                operation.Refusal = new EngineFailure(FailureKind.HookFailed, $"hook pre-start failed: {problem}", null, []);
                return Refused();
            }

            operation.Cancellation.ThrowIfCancellationRequested();
            return await SpawnPlan.SpawnAsync(services.Host, settings, signals, observer).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (operation.Cancellation.IsCancellationRequested)
        {
            return new SpawnResult.Failed(new SpawnFailure(SpawnStep.Request, 0, "the start was cancelled"));
        }
    }

    private SpawnResult.Failed Refused() => new(new SpawnFailure(SpawnStep.Request, 0, operation.Refusal?.Message ?? "refused"));

    private async Task<bool> GatesAsync(CancellationToken cancellation)
    {
        var gates = settings.Gates;
        if (!gates.ShmClean.IsEmpty
            && !await PassAsync("clean", gates.Timeout, _interval, false, CleanAsync, cancellation).ConfigureAwait(false))
        {
            return false;
        }

        if (gates.Disk is { Path.Length: > 0, MinFree: > 0 } disk
            && !await PassAsync("disk", gates.Timeout, _interval, false, DiskGate.For(disk), cancellation).ConfigureAwait(false))
        {
            return false;
        }

        // Ports that are only guessed from the command may be somebody else's whom the engine connects to: their wait ends in a start.
        if (PortGate.PortsOf(settings) is { Count: > 0 } ports
            && !await PassAsync("port", gates.Timeout, _interval, gates.PortFree is null, PortGate.For(ports), cancellation).ConfigureAwait(false))
        {
            return false;
        }

        var environment = new Lazy<Task<Dictionary<string, string>?>>(async () =>
            (await EngineEnvironment.BuildAsync(settings, cancellation).ConfigureAwait(false)).Environment);
        if (await GpuGate.ForAsync(settings, gpu, services.Gpu, environment).ConfigureAwait(false) is { } gate
            && !await PassAsync("gpu", gates.Gpu.Timeout, gates.Gpu.Interval, !gates.Gpu.FailOnTimeout, gate.LookAsync, cancellation).ConfigureAwait(false))
        {
            return false;
        }

        return gates.Command.IsEmpty || await PassAsync("command", gates.Timeout, _interval, false, CommandAsync, cancellation).ConfigureAwait(false);
    }

    private Task<GateResult> CleanAsync(CancellationToken cancellation) => Task.Run(
        () =>
        {
            if (FileCleaner.Clean(settings.Gates.ShmClean) is { Count: > 0 } removed)
            {
                services.Events.Publish(new FilesRemoved(settings.Name, settings.Group, attempt.Attempt, removed));
            }

            return GateResult.Open();
        }, CancellationToken.None);

    // A command is run once: whoever wants to wait can write a loop.
    private async Task<GateResult> CommandAsync(CancellationToken cancellation)
    {
        var result = await HelperRun.RunAsync(
            services.Host, services.Time, settings, settings.Gates.Command, attempt.Variables("gate"), settings.Gates.Timeout, operation.Cancellation).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return result.IsGood ? GateResult.Open() : GateResult.Fail(FailureKind.GateFailed, result.Explain());
    }

    private async Task<bool> PassAsync(
        string gate, TimeSpan timeout, TimeSpan interval, bool passOnTimeout, Func<CancellationToken, Task<GateResult>> look, CancellationToken cancellation)
    {
        var began = services.Time.GetTimestamp();
        var told = "";
        while (true)
        {
            var result = await LookAsync(look, gate == "command" ? Timeout.InfiniteTimeSpan : timeout, cancellation).ConfigureAwait(false);
            var elapsed = services.Time.GetElapsedTime(began);
            if (result.Verdict == GateVerdict.Open)
            {
                if (told.Length > 0)
                {
                    services.Events.Publish(new GatePassed(settings.Name, settings.Group, attempt.Attempt, gate, elapsed, result.Why));
                }

                return true;
            }

            if (result.Verdict == GateVerdict.Wait && elapsed < timeout)
            {
                if (told.Length == 0)
                {
                    told = result.Why;
                    services.Events.Publish(new GateWaiting(settings.Name, settings.Group, attempt.Attempt, gate, told));
                }

                await Task.Delay(interval, services.Time, cancellation).ConfigureAwait(false);
                continue;
            }

            if (result.Verdict == GateVerdict.Wait && passOnTimeout)
            {
                services.Events.Publish(new GatePassed(
                    settings.Name, settings.Group, attempt.Attempt, gate, elapsed, $"the time to wait is over, started all the same: {result.Why}"));
                return true;
            }

            services.Events.Publish(new GateFailed(settings.Name, settings.Group, attempt.Attempt, gate, result.Kind, result.Why));
            operation.Refusal = new EngineFailure(result.Kind, $"not started, gate {gate}: {result.Why}", null, []);
            return false;
        }
    }

    // A look may hang in a file system or a driver; whoever looks on is left behind.
    private async Task<GateResult> LookAsync(Func<CancellationToken, Task<GateResult>> look, TimeSpan timeout, CancellationToken cancellation)
    {
        try
        {
            var wait = timeout == Timeout.InfiniteTimeSpan || timeout >= TimeSpan.FromSeconds(1) ? timeout : TimeSpan.FromSeconds(1);
            return await look(cancellation).WaitAsync(wait, services.Time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return GateResult.Fail(FailureKind.GateFailed, "no answer within its time");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return GateResult.Fail(FailureKind.GateFailed, error.Message);
        }
    }
}
