// Commands for all instances of an engine.
using Supervision.Actors;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Journal;

namespace Supervision.Control;

public sealed partial class ControlService
{
    /// <inheritdoc/>
    public Task<CommandReport> RollingRestartAsync(
        Target target, ControlCaller by, int maxUnavailable = 1, CommandOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxUnavailable, 1);
        return EachKeyAsync("rolling-restart", target, by, async (engine, group) =>
        {
            using var news = options is { Wait: true } ? _tree.Journal.Subscribe(capacity: 10_000) : null;
            var result = await _tree.RollingRestartAsync(engine, maxUnavailable, cancellation).ConfigureAwait(false);
            return result == EngineCommandResult.Accepted && news is not null
                ? await AwaitRollAsync(engine, group, news, options!, cancellation).ConfigureAwait(false)
                : new EngineOutcome(engine, group, StatusOf(result), MessageOf(result, "restarting one after the other"));
        }, cancellation);
    }

    /// <inheritdoc/>
    public Task<CommandReport> ScaleAsync(
        Target target, int instances, ControlCaller by, CommandOptions? options = null, CancellationToken cancellation = default)
    {
        const int Most = 256;
        ArgumentOutOfRangeException.ThrowIfLessThan(instances, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(instances, Most);
        return EachKeyAsync($"scale {instances}", target, by, async (engine, group) =>
        {
            var known = options is { Wait: true }
                ? (await ListAsync(new Target.Engine(engine), false, cancellation).ConfigureAwait(false)).Select(one => one.Name).ToHashSet(StringComparer.Ordinal) : [];
            var order = new OrderBook.Order($"scale {engine}", $"{instances}", $"scale {instances}", by);
            var result = await _orders.GiveAsync(order, () => _tree.ScaleEngineAsync(engine, instances, cancellation)).ConfigureAwait(false);
            return result == EngineCommandResult.Accepted && options is { Wait: true }
                ? await AwaitScaledAsync(engine, group, instances, order, known, options, cancellation).ConfigureAwait(false)
                : new EngineOutcome(engine, group, StatusOf(result), MessageOf(result, $"scaling to {instances}"));
        }, cancellation);
    }

    private async Task<CommandReport> EachKeyAsync(
        string command, Target target, ControlCaller by, Func<string, string, Task<EngineOutcome>> carryOut, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(by);
        var engines = await EnginesAsync(cancellation).ConfigureAwait(false);
        var wanted = target.Select(engines).DistinctBy(engine => engine.Engine);
        return await ReportAsync(command, target, by, engines, [.. wanted.Select(engine => carryOut(engine.Engine, engine.Group))]).ConfigureAwait(false);
    }

    private async Task<EngineOutcome> AwaitRollAsync(
        string engine, string group, JournalSubscription news, CommandOptions options, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(options.Timeout < _longestWait ? options.Timeout : _longestWait, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        var wanted = 0;
        try
        {
            while (await news.ReadAsync(either.Token).ConfigureAwait(false) is { } next)
            {
                if (next is JournalNews.Happened { Event: RollingRestartStarted started } && started.Engine == engine)
                {
                    wanted = started.Instances;
                }
                else if (next is JournalNews.Happened { Event: RollingRestartEnded ended } && ended.Engine == engine)
                {
                    return ended.Aborted is { } why
                        ? new EngineOutcome(engine, group, CommandStatus.Failed, $"ended early, {ended.Left} not restarted: {why}")
                        : ended.Restarted < wanted
                        ? new EngineOutcome(engine, group, CommandStatus.Overtaken, $"{ended.Restarted} of {wanted} restarted, the others were stopped meanwhile")
                        : new EngineOutcome(engine, group, CommandStatus.Ok, $"{ended.Restarted} restarted");
                }
            }

            return new EngineOutcome(engine, group, CommandStatus.Stopping, "the tree has ended meanwhile");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new EngineOutcome(engine, group, CommandStatus.TimedOut, "still under way");
        }
    }

    private async Task<EngineOutcome> AwaitScaledAsync(
        string engine, string group, int instances, OrderBook.Order order, HashSet<string> known, CommandOptions options, CancellationToken cancellation)
    {
        var began = Time.GetTimestamp();
        var endOf = await EndOfAsync(group, cancellation).ConfigureAwait(false);
        while (true)
        {
            var change = _board.NextChange;
            var all = await ListAsync(new Target.Engine(engine), false, cancellation).ConfigureAwait(false);
            // What is stopped stays so; but a new instance that is not wanted up has only not been asked yet.
            known.UnionWith(all.Where(one => one.Desired == DesiredState.Up).Select(one => one.Name));
            if (all.Count == instances && all.All(one => one.Readiness == Readiness.Ready || (one.Desired == DesiredState.Down && known.Contains(one.Name))))
            {
                return new EngineOutcome(engine, group, CommandStatus.Ok, $"{instances} instances");
            }

            if (all.FirstOrDefault(one => one.State is EngineState.Fatal) is { } failed)
            {
                return new EngineOutcome(engine, group, CommandStatus.Failed, $"{failed.Name}: {failed.LastFailure?.Message ?? "given up on"}");
            }

            if (ObstacleOf(engine, group, order, endOf) is { } obstacle)
            {
                return obstacle;
            }

            if (Time.GetElapsedTime(began) >= options.Timeout)
            {
                return new EngineOutcome(engine, group, CommandStatus.TimedOut, $"{all.Count} instances, {all.Count(one => one.Readiness == Readiness.Ready)} ready");
            }

            await Task.WhenAny(change, Task.Delay(_lookAgain, Time, cancellation)).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
