// Other settings while the group runs. They are put in place at once, whatever the group is doing; counters go on with the new limits.
// Engines whose process has to be started anew are restarted as a rolling restart does it, the instances of one engine one at a time, so
// that settings with which nothing gets ready cost one instance. A plan under way starts with the new settings whom it has not started yet.
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Reload;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Groups;

internal sealed partial class GroupSupervisor
{
    private const string ChangedWhy = "its settings changed";
    private const string RemovedWhy = "removed from the configuration";

    // Those whose former actor of the same name has not ended yet.
    private readonly Dictionary<string, JoinGroup> _joining = new(StringComparer.Ordinal);

    private void OnReload(ReloadGroup message)
    {
        _group = message.Plan;
        _settings = message.Plan.Settings;
        _record.Plan = message.Plan;
        _intensity.Change(_settings.Intensity, _settings.Period);
        List<EngineEntry> restarts = [];
        foreach (var engine in _settings.Engines)
        {
            if (Find(engine.Name) is not EngineEntry entry)
            {
                if (message.Added.Contains(engine.Name))
                {
                    Join(new JoinGroup(engine, StoppedByHand: false, []));
                }

                continue;
            }

            if (message.Changes.TryGetValue(engine.Name, out var change))
            {
                Change(entry, engine, change);
                if (change.Effect == ReloadEffect.Restart)
                {
                    restarts.Add(entry);
                }
            }

            if (entry.IsLeaving && message.Added.Contains(engine.Name))
            {
                Stay(entry, engine, starts: true);
            }
        }

        foreach (var name in message.Removed)
        {
            _joining.Remove(name);
            if (Find(name) is EngineEntry entry)
            {
                entry.IsLeaving = true;
                entry.Actor.Tell(new StopEngine(RemovedWhy, Manual: true));
            }
        }

        ReloadGroups(message);
        Sort([.. _settings.Engines.Select(engine => engine.Name)]);
        RestartChanged(restarts);
    }

    private void Change(EngineEntry entry, EngineSettings settings, EngineChange change)
    {
        entry.Settings = settings;
        entry.Budget.Change(settings.Budget.MaxRetries, settings.Budget.Within);
        entry.Backoff.Change(settings.Backoff);
        _record.Engines[_record.Engines.FindIndex(one => one.Name == settings.Name)] = settings;
        entry.Actor.Tell(new NewSettings(settings, change));
    }

    // Removed, or moved, by one reload and brought back by the next, before it was down.
    private void Stay(EngineEntry entry, EngineSettings engine, bool starts)
    {
        entry.IsLeaving = false;
        Change(entry, engine, new EngineChange(engine.Name, _settings.Name, [EngineComparison.Other], ReloadEffect.Restart));
        if (starts && engine.AutoStart)
        {
            StartJoined(entry);
        }
    }

    private void OnJoin(JoinGroup join)
    {
        switch (Find(join.Settings.Name))
        {
            case null:
                Join(join);
                Sort(join.Order);
                break;
            case EngineEntry { IsLeaving: true } entry:
                Stay(entry, join.Settings, !join.StoppedByHand);
                break;
        }
    }

    private void Join(JoinGroup join)
    {
        var child = Context.Child(join.Settings.Name);
        if (!child.IsNobody())
        {
            _joining[join.Settings.Name] = join;
            Context.Watch(child);
            return;
        }

        _record.Engines.Add(join.Settings);
        var entry = AddEngine(join.Settings);
        _services.Guardian.Tell(new EngineJoined(join.Settings, entry.Status));
        if (join.StoppedByHand)
        {
            entry.Actor.Tell(new StopEngine("asked to stop", Manual: true));
        }
        else if (join.Settings.AutoStart)
        {
            StartJoined(entry);
        }
    }

    // In a group that is down it starts with the group.
    private void StartJoined(EngineEntry entry)
    {
        if (_mode == GroupMode.Running)
        {
            entry.Actor.Tell(StartEngine.Instance);
        }
    }

    private void OnTerminated(Terminated ended)
    {
        if (_joining.Remove(ended.ActorRef.Path.Name, out var join))
        {
            OnJoin(join);
        }
    }

    private void ReloadGroups(ReloadGroup message)
    {
        foreach (var plan in message.Plan.Groups)
        {
            if (Find(plan.Settings.Name) is GroupEntry entry)
            {
                entry.Plan = plan;
                entry.Restarts.Change(plan.Settings.Restarts, plan.Settings.Period);
                entry.Actor.Tell(message with { Plan = plan });
            }
            else
            {
                var added = AddGroup(plan);
                if (_mode == GroupMode.Running)
                {
                    Start(added);
                }
            }
        }

        foreach (var gone in Groups.Where(entry => message.Plan.Groups.All(plan => plan.Settings.Name != entry.Name)).ToList())
        {
            gone.IsLeaving = true;
            gone.Actor.Tell(new StopGroup(RemovedWhy));
        }
    }

    private void OnGroupStopped(GroupStopped stopped)
    {
        if (Find(stopped.Group) is GroupEntry { IsLeaving: true } entry && _entries.Remove(entry))
        {
            _record.Groups.Remove(entry.Name);
            Context.Stop(entry.Actor);
            _services.Guardian.Tell(new GroupsLeft([.. entry.Plan.All().Select(plan => plan.Settings.Name)]));
            ContinuePlan(entry);
            OnChildDown(entry.Name, _round, stopped.Survivors);
            return;
        }

        OnChildDown(stopped.Group, stopped.Round, stopped.Survivors);
    }

    // The groups below come after the engines; what is not named stays behind what is.
    private void Sort(IReadOnlyList<string> order)
    {
        var places = order.Select((name, index) => (name, index)).ToDictionary(one => one.name, one => one.index, StringComparer.Ordinal);
        List<ChildEntry> sorted =
            [.. Engines.OrderBy(entry => places.GetValueOrDefault(entry.Name, int.MaxValue)), .. Groups];
        _entries.Clear();
        _entries.AddRange(sorted);
        for (var i = 0; i < sorted.Count; i++)
        {
            sorted[i].Order = i;
        }

        _record.Engines.Sort((a, b) => places.GetValueOrDefault(a.Name, int.MaxValue).CompareTo(places.GetValueOrDefault(b.Name, int.MaxValue)));
    }

    private void RestartChanged(List<EngineEntry> changed)
    {
        if (_mode != GroupMode.Running)
        {
            return;
        }

        if (_plan is { } plan)
        {
            // What the plan stops, or has not started yet, it starts with the new settings.
            foreach (var entry in changed.Where(entry => entry.IsWantedUp && !IsPlanned(entry) && !plan.WillStart(entry)))
            {
                entry.Actor.Tell(new RestartEngine(ChangedWhy, OnlyIfUp: true));
            }

            return;
        }

        foreach (var instances in changed.Where(entry => entry.IsWantedUp).GroupBy(entry => entry.Settings.Engine).ToList())
        {
            List<EngineEntry> all = [.. instances];
            if (_rollings.TryGetValue(instances.Key, out var before))
            {
                EndRolling(instances.Key, before, "the configuration was reloaded");
                all.AddRange(before.Left.Except(all));
            }

            var most = all[0].Settings.MaxUnavailable;
            _services.Events.Publish(new RollingRestartStarted(instances.Key, _settings.Name, all.Count, most));
            _rollings.Add(instances.Key, new Rolling(all, most) { Why = ChangedWhy, OnlyIfUp = true });
            ContinueRolling(all[0]);
        }
    }
}
