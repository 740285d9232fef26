// Waiting for what a command asked for.
using Supervision.Actors;
using Supervision.Actors.Engines;
using Supervision.Actors.Settings;

namespace Supervision.Control;

public sealed partial class ControlService
{
    private static readonly TimeSpan _longestWait = TimeSpan.FromDays(1);
    private static readonly TimeSpan _lookAgain = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _settled = TimeSpan.FromSeconds(2);

    // Up is ready in an attempt that is not the old one, or in the old one where that was good enough.
    private async Task<EngineOutcome> AwaitUpAsync(
        EngineSettings engine, EngineStatus before, OrderBook.Order order, EngineCommandResult result, string accepted, CommandOptions? options,
        CancellationToken cancellation, bool anew = false)
    {
        if (result is not (EngineCommandResult.Accepted or EngineCommandResult.Waiting) || options is not { Wait: true })
        {
            return Answer(engine, result, accepted);
        }

        // A restart of what is only being started is that start.
        var mayStay = before.State == EngineState.Starting || (before.State == EngineState.Running && !anew);
        return await AwaitAsync(
            engine, order, DesiredState.Up, options, "not ready yet",
            status =>
            {
                var isNew = mayStay || status.Attempt > before.Attempt;
                // Given up on before there was another attempt, because of what it depends on, or of what the old one left behind.
                var isEnd = isNew || (status.State != before.State && status.Since > before.Since);
                return status switch
                {
                    { State: EngineState.Running, Readiness: Readiness.Ready } when isNew => Ok(engine, $"ready as pid {status.Pid}"),
                    { State: EngineState.Backoff, LastFailure: { } failure } when isNew => Failed(engine, failure.Message),
                    { State: EngineState.Fatal, LastFailure: { } failure } when isEnd => Failed(engine, failure.Message),
                    { State: EngineState.Exited, Desired: DesiredState.Down } when isNew => Ok(engine, "ended normally"),
                    { State: EngineState.Unknown } when isEnd => Failed(engine, "some of its processes survived KILL"),
                    _ => null,
                };
            },
            cancellation).ConfigureAwait(false);
    }

    private async Task<EngineOutcome> AwaitAsync(
        EngineSettings engine, OrderBook.Order order, DesiredState goal, CommandOptions options, string late, Func<EngineStatus, EngineOutcome?> isDone,
        CancellationToken cancellation)
    {
        var endOf = await EndOfAsync(engine.Group, cancellation).ConfigureAwait(false);
        // The first snapshots may be older than the command; not for long, so that one which was overtaken at once is found out as well. A start
        // that came during a stop waits for its end.
        var wasTaken = false;
        var timeout = options.Timeout;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero, nameof(options));
        var began = Time.GetTimestamp();
        var free = began;
        timeout = timeout < _longestWait ? timeout : _longestWait;
        while (true)
        {
            // Taken before the question, so that what changes meanwhile is not missed.
            var change = _board.NextChange;
            if (_tree.Completion.IsCompleted)
            {
                return goal == DesiredState.Down ? Ok(engine, "stopped") : new EngineOutcome(engine.Name, engine.Group, CommandStatus.Stopping, "the tree has ended meanwhile");
            }

            var status = (await _tree.StatusAsync(cancellation).ConfigureAwait(false)).FirstOrDefault(one => one.Name == engine.Name);
            if (status is null)
            {
                return new EngineOutcome(engine.Name, engine.Group, CommandStatus.NotFound, "it has left the tree meanwhile");
            }

            if (isDone(status) is { } outcome)
            {
                return outcome;
            }

            // A stop comes about whatever else happens, but for a start.
            if ((goal == DesiredState.Up ? ObstacleOf(engine.Name, engine.Group, order, endOf) : OvertakenBy(engine.Name, engine.Group, order)) is { } obstacle)
            {
                return obstacle;
            }

            if (status.State == EngineState.Stopping)
            {
                free = Time.GetTimestamp();
            }

            wasTaken |= status.Desired == goal || Time.GetElapsedTime(free) > _settled;
            if (wasTaken && status.Desired != goal)
            {
                return OvertakenBy(engine.Name, engine.Group, order, isSeen: true) ?? new EngineOutcome(
                    engine.Name, engine.Group, CommandStatus.Overtaken, goal == DesiredState.Up ? "it was stopped meanwhile" : "it was started meanwhile");
            }

            if (Time.GetElapsedTime(began) >= timeout)
            {
                var why = status.WaitingFor is { } what ? $"waits for {what}" : $"{late}, state {status.State.ToString().ToUpperInvariant()}";
                return new EngineOutcome(engine.Name, engine.Group, CommandStatus.TimedOut, why);
            }

            await Task.WhenAny(change, Task.Delay(_lookAgain, Time, cancellation)).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Begins to look for an end of a group, or of one that it is in.</summary>
    private async Task<Func<string?>> EndOfAsync(string group, CancellationToken cancellation)
    {
        var before = _board.EndsSoFar;
        var parents = _tree.Completion.IsCompleted ? [] : (await _tree.SettingsAsync(cancellation).ConfigureAwait(false)).Groups;
        List<string> groups = [];
        for (var name = group; name is not null; name = parents.FirstOrDefault(one => one.Name == name)?.Parent)
        {
            groups.Add(name);
        }

        return () => _board.EndOf(groups, before);
    }

    /// <summary>What keeps it from coming about by itself any more; null where nothing does.</summary>
    private EngineOutcome? ObstacleOf(string engine, string group, OrderBook.Order order, Func<string?> endOf) =>
        OvertakenBy(engine, group, order)
        ?? (_board.IsTreeStopping ? new EngineOutcome(engine, group, CommandStatus.Stopping, "the tree is stopping")
            : endOf() is { } end ? new EngineOutcome(engine, group, CommandStatus.Overtaken, end)
            : null);

    private EngineOutcome? OvertakenBy(string engine, string group, OrderBook.Order order, bool isSeen = false) =>
        _orders.OvertakerOf(order, isSeen) is { } other ? new EngineOutcome(engine, group, CommandStatus.Overtaken, $"overtaken by {other}") : null;
}
