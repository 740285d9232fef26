// Stopping several children. Every stop is acknowledged by the child itself (EngineDown, GroupStopped): its last known status may be
// older than a start that is on its way.
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Handover;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Groups;

internal sealed partial class GroupSupervisor
{
    // Each wave stops together, and the next when all of it are down.
    private readonly Queue<IReadOnlyList<ChildEntry>> _toStop = new();
    private readonly HashSet<string> _awaited = [];
    private string _stopReason = "";
    private int _round;
    private int _askedRound;
    private bool _stopAsked;

    private void OnStopGroup(StopGroup message)
    {
        _askedRound = message.Round;
        switch (_mode)
        {
            case GroupMode.Running:
                _mode = GroupMode.Stopping;
                _plan = null;
                Timers.CancelAll();
                StopEverything(message.Why);
                break;
            case GroupMode.Ending:
                _mode = GroupMode.Stopping;
                break;
            case GroupMode.Ended or GroupMode.Stopped:
                _mode = GroupMode.Stopped;
                Context.Parent.Tell(new GroupStopped(_settings.Name, Survivors(), _askedRound));
                break;
            case GroupMode.GivingUp:
                // That ends in a failure, which answers as well; or the group stays down, and has to answer.
                _stopAsked = true;
                break;
        }
    }

    // Children under one_for_one stop together, except that what others depend on stops after them; under the other strategies the
    // start order matters, and they stop in reverse, each awaited.
    private void StopEverything(string why)
    {
        if (_settings.Strategy != GroupStrategy.OneForOne)
        {
            StopInOrder([.. _entries.AsEnumerable().Reverse()], why);
            return;
        }

        List<IReadOnlyList<ChildEntry>> waves =
        [
            .. StopWaves.Of([.. Engines.Select(entry => entry.Settings)])
                .Select(wave => wave.Select(engine => _entries.Find(entry => entry.Name == engine.Name)!).ToList()),
        ];
        if (waves.Count == 0)
        {
            waves.Add([]);
        }

        waves[0] = [.. Groups.Reverse(), .. waves[0]];
        StopInWaves(waves, why);
    }

    private void StopInOrder(IReadOnlyList<ChildEntry> entries, string why) => StopInWaves([.. entries.Select(entry => (IReadOnlyList<ChildEntry>)[entry])], why);

    private void StopInWaves(IReadOnlyList<IReadOnlyList<ChildEntry>> waves, string why)
    {
        _stopReason = why;
        // Answers to an earlier round say nothing about this one: the child may have been started in between.
        _round++;
        _toStop.Clear();
        _awaited.Clear();
        foreach (var wave in waves)
        {
            _toStop.Enqueue(wave);
        }

        StopNext();
    }

    private void OnChildDown(string name, int round, IReadOnlyList<string> survivors)
    {
        if (round != _round || !_awaited.Remove(name))
        {
            return;
        }

        if (Find(name) is { } entry)
        {
            entry.Survivors = survivors;
        }

        if (_awaited.Count == 0)
        {
            StopNext();
        }
    }

    private void StopNext()
    {
        while (_toStop.TryDequeue(out var wave))
        {
            // Some may have left since.
            foreach (var entry in wave.Where(_entries.Contains))
            {
                AskDown(entry);
            }

            if (_awaited.Count > 0)
            {
                return;
            }
        }

        OnAllDown();
    }

    private void AskDown(ChildEntry entry)
    {
        _awaited.Add(entry.Name);
        entry.Actor.Tell(entry is GroupEntry
            ? new StopGroup(_stopReason, _round)
            : new StopEngine(_stopReason, Manual: false, _round));
    }

    private bool IsBeingStopped(ChildEntry entry) => _awaited.Contains(entry.Name) || _toStop.Any(wave => wave.Contains(entry));

    private void OnAllDown()
    {
        switch (_mode)
        {
            case GroupMode.Running when _plan is { } plan:
                plan.BeginStarting();
                if (_entries.Contains(plan.Failed))
                {
                    BeginFailed(plan);
                }
                else
                {
                    // It has left since.
                    StartNextOf(plan);
                }

                break;
            case GroupMode.Stopping:
                _mode = GroupMode.Stopped;
                _services.Events.Publish(new GroupRemoved(_settings.Name));
                Context.Parent.Tell(new GroupStopped(_settings.Name, Survivors(), _askedRound));
                break;
            case GroupMode.Ending:
                EndGroup($"group {_settings.Name} ended: {_stopReason}", null);
                break;
            case GroupMode.GivingUp when _settings.OnGiveUp == GiveUpPolicy.StopGroup && !_givingUp!.IsFinal:
                EndGroup(_givingUp.Message, _givingUp.Failure, _givingUp.ExitCode);
                break;
            case GroupMode.GivingUp:
                _services.Events.Publish(new GroupRemoved(_settings.Name));
                throw _givingUp!.With(Survivors());
        }
    }

    private void EndGroup(string summary, EngineFailure? failure, int? exitCode = null)
    {
        _mode = GroupMode.Ended;
        _services.Events.Publish(new GroupDown(_settings.Name, summary, failure));
        _services.Events.Publish(new GroupRemoved(_settings.Name));
        TellUp(new GroupEnded(_settings.Name, summary, failure, Survivors(), exitCode));
        if (_stopAsked)
        {
            _stopAsked = false;
            _mode = GroupMode.Stopped;
            Context.Parent.Tell(new GroupStopped(_settings.Name, Survivors(), _askedRound));
        }
    }

    private void BeginFailed(RestartPlan plan)
    {
        switch (plan.Failed)
        {
            case EngineEntry engine when plan.IsAsked:
                Start(engine);
                break;
            case EngineEntry { Status.Desired: DesiredState.Down } engine when plan.IsRetry:
                // Stopped by hand meanwhile: nothing will be heard of it any more, and the others do not wait for it.
                engine.RetryAt = null;
                ContinuePlan(engine);
                break;
            case EngineEntry engine when plan.IsRetry:
                BeginRetryWait(engine, plan.Delay);
                break;
            case EngineEntry engine:
                engine.Actor.Tell(new RestartDue(plan.Delay, engine.Backoff.Failures));
                break;
            default:
                StartLater((GroupEntry)plan.Failed, plan.Delay);
                break;
        }
    }

    private void StartLater(GroupEntry group, TimeSpan delay)
    {
        group.StartAt = _services.Time.TimestampBefore(-delay);
        Timers.StartSingleTimer("start " + group.Name, new StartDue(group.Name), delay);
    }

    private List<string> Survivors() => [.. _entries.SelectMany(entry => entry.Survivors)];
}
