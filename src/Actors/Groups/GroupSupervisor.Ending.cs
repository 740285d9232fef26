// Ends of children by themselves, and auto-shutdown. What a supervisor stopped has not ended by itself and is never counted.
using Supervision.Actors.Engines;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Groups;

internal sealed partial class GroupSupervisor
{
    private void NoteEnd(EngineEntry entry)
    {
        if (entry.Status is not { State: EngineState.Exited, Desired: DesiredState.Down })
        {
            entry.HasEnded = false;
            return;
        }

        if (!entry.HasEnded)
        {
            entry.HasEnded = true;
            if (entry.Settings.Significant)
            {
                OnSignificantEnd($"significant engine {entry.Name} has ended");
            }
        }
    }

    private void OnGroupEnded(GroupEnded ended)
    {
        if (Find(ended.Group) is not GroupEntry entry)
        {
            return;
        }

        entry.HasEnded = true;
        entry.Survivors = ended.Survivors;
        ContinuePlan(entry);
        if (ended.Failure is null && entry.Plan.Settings.Significant)
        {
            OnSignificantEnd($"significant group {entry.Name} has ended");
        }
    }

    private void OnGroupRevived(GroupRevived revived)
    {
        if (Find(revived.Group) is GroupEntry entry)
        {
            entry.HasEnded = false;
        }
    }

    private void OnSignificantEnd(string why)
    {
        var ends = _settings.AutoShutdown switch
        {
            AutoShutdown.AnySignificant => true,
            AutoShutdown.AllSignificant => Engines.All(engine => engine.HasEnded || !engine.Settings.Significant)
                && Groups.All(group => group.HasEnded || !group.Plan.Settings.Significant),
            _ => false,
        };
        if (!ends || _mode != GroupMode.Running)
        {
            return;
        }

        _mode = GroupMode.Ending;
        _plan = null;
        Timers.CancelAll();
        StopEverything(why);
    }
}
