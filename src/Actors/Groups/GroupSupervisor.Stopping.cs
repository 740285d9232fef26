// Stopping several engines. Every stop is acknowledged by the engine itself (EngineDown): its last known status may be older than a
// start that is on its way.
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Groups;

internal sealed partial class GroupSupervisor
{
    private readonly Queue<EngineEntry> _toStop = new();
    private readonly HashSet<string> _awaited = [];
    private string _stopReason = "";
    private int _round;

    private void OnStopGroup(StopGroup message)
    {
        if (_mode != GroupMode.Running)
        {
            // Already stopping, or giving up: that ends in an answer, or in a failure, of its own.
            return;
        }

        _mode = GroupMode.Stopping;
        _plan = null;
        StopEverything(message.Why);
    }

    // Engines under one_for_one do not depend on each other and stop together; under the other strategies the start order matters,
    // and they stop in reverse, each awaited.
    private void StopEverything(string why)
    {
        List<EngineEntry> all = [.. _entries.AsEnumerable().Reverse()];
        if (_settings.Strategy != GroupStrategy.OneForOne)
        {
            StopInOrder(all, why);
            return;
        }

        BeginRound();
        foreach (var entry in all)
        {
            AskDown(entry, why);
        }

        if (all.Count == 0)
        {
            OnAllDown();
        }
    }

    private void StopInOrder(IReadOnlyList<EngineEntry> entries, string why)
    {
        _stopReason = why;
        BeginRound();
        foreach (var entry in entries)
        {
            _toStop.Enqueue(entry);
        }

        StopNext();
    }

    private void OnEngineDown(EngineDown down)
    {
        if (down.Round != _round || !_awaited.Remove(down.Engine))
        {
            return;
        }

        var entry = _entries.Find(entry => entry.Settings.Name == down.Engine)!;
        entry.Survivors = down.Survivors;
        if (_awaited.Count == 0)
        {
            StopNext();
        }
    }

    // Answers to an earlier round say nothing about this one: the engine may have been started in between.
    private void BeginRound()
    {
        _round++;
        _toStop.Clear();
        _awaited.Clear();
    }

    private void StopNext()
    {
        if (_toStop.TryDequeue(out var next))
        {
            AskDown(next, _stopReason);
            return;
        }

        OnAllDown();
    }

    private void AskDown(EngineEntry entry, string why)
    {
        _awaited.Add(entry.Settings.Name);
        entry.Actor.Tell(new StopEngine(why, Manual: false, _round));
    }

    private void OnAllDown()
    {
        switch (_mode)
        {
            case GroupMode.Running when _plan is { } plan:
                plan.BeginStarting();
                plan.Failed.Actor.Tell(new RestartDue(plan.Delay, plan.Failed.Backoff.Failures));
                break;
            case GroupMode.Stopping:
                _services.Events.Publish(new GroupRemoved(_settings.Name));
                Context.Parent.Tell(new GroupStopped(_settings.Name, Survivors()));
                break;
            case GroupMode.GivingUp:
                _services.Events.Publish(new GroupRemoved(_settings.Name));
                throw new GroupFailedException(_settings.Name, _givingUp!.Message, _givingUp.Failure, Survivors())
                {
                    ExitCode = _givingUp.ExitCode,
                    IsFinal = _givingUp.IsFinal,
                };
        }
    }

    private List<string> Survivors() => [.. _entries.SelectMany(entry => entry.Survivors)];
}
