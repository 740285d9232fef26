// More or fewer instances of an engine while it runs. New ones take the lowest free indices; those with the highest leave.
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Groups;

internal sealed partial class GroupSupervisor
{
    private void OnScale(string engine, ScaleInstances scale)
    {
        List<EngineEntry> instances = [.. InstancesOf(engine).OrderBy(entry => entry.Settings.Instance)];
        var added = NewInstances(instances, scale);
        var refused = RefusalOf(engine)
            ?? (added is null ? EngineCommandResult.NotPossible
            // A former instance of that name is still on its way down.
            : added.Any(one => !Context.Child(one.Name).IsNobody()) ? EngineCommandResult.Busy
            : null);
        if (refused is { } answer)
        {
            Sender.Tell(answer);
            return;
        }

        Sender.Tell(EngineCommandResult.Accepted);
        if (instances.Count != scale.Count)
        {
            _services.Events.Publish(new EngineScaled(engine, _settings.Name, instances.Count, scale.Count));
        }

        foreach (var one in added!)
        {
            _record.Engines.Add(one);
            var entry = AddEngine(one);
            _services.Guardian.Tell(new EngineJoined(one, entry.Status));
            entry.Actor.Tell(StartEngine.Instance);
        }

        foreach (var entry in instances.Skip(scale.Count))
        {
            entry.IsLeaving = true;
            _services.Guardian.Tell(new EngineLeaving(entry.Name));
            entry.Actor.Tell(new StopEngine("scaled down", Manual: true));
        }
    }

    // Why nothing can be done to all instances of an engine at once; null where it can.
    private EngineCommandResult? RefusalOf(string engine) => _mode switch
    {
        GroupMode.Ended or GroupMode.Stopped => EngineCommandResult.GroupDown,
        GroupMode.Running => _plan is not null || _rollings.ContainsKey(engine) ? EngineCommandResult.Busy : null,
        _ => EngineCommandResult.Stopping,
    };

    // Null where there is nothing that they could be made from.
    private static List<EngineSettings>? NewInstances(List<EngineEntry> instances, ScaleInstances scale)
    {
        var missing = scale.Count - instances.Count;
        if (missing <= 0)
        {
            return [];
        }

        var taken = instances.Select(entry => entry.Settings.Instance).ToHashSet();
        return scale.Template is { } template
            ? [.. Enumerable.Range(0, scale.Count).Where(index => !taken.Contains(index)).Take(missing).Select(template)]
            : null;
    }

    private void LeaveIfDown(EngineEntry entry)
    {
        if (entry.Status.State is not (EngineState.Stopped or EngineState.Fatal) || !_entries.Remove(entry))
        {
            return;
        }

        _record.Engines.RemoveAll(one => one.Name == entry.Name);
        _record.Records.Remove(entry.Name);
        _record.Backoffs.Remove(entry.Name);
        Timers.Cancel("retry " + entry.Name);
        // What was passed on to it before is still answered: it is waited for.
        entry.Actor.Tell(PoisonPill.Instance);
        _services.Guardian.Tell(new EngineLeft(entry.Name));
        // Its own answer may be overtaken by its end.
        OnChildDown(entry.Name, _round, entry.Survivors);
    }
}
