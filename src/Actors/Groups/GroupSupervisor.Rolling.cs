// Restarts that can wait: of the instances of one engine only one at a time is taken down, and the next one's turn comes when the
// first is ready again, or will not be.
using Supervision.Actors.Engines;

namespace Supervision.Actors.Groups;

internal sealed partial class GroupSupervisor
{
    private readonly Dictionary<string, (EngineEntry Entry, int Attempt)> _rolls = new(StringComparer.Ordinal);

    private void OnRollWanted(RollWanted message)
    {
        var entry = _entries.Find(entry => entry.Settings.Name == message.Engine);
        // A plan under way restarts engines as it is.
        if (entry is null || _mode != GroupMode.Running || _plan is not null)
        {
            return;
        }

        if (_rolls.TryGetValue(entry.Settings.Engine, out var roll) && roll.Entry != entry && !IsOver(roll))
        {
            return;
        }

        _rolls[entry.Settings.Engine] = (entry, message.Wanted.Attempt);
        entry.Actor.Tell(new RollGranted(message.Wanted));
    }

    private static bool IsOver((EngineEntry Entry, int Attempt) roll)
    {
        var status = roll.Entry.Status;
        return status.Desired == DesiredState.Down || status.State == EngineState.Fatal
            || (status.Attempt > roll.Attempt && status.Readiness == Readiness.Ready);
    }
}
