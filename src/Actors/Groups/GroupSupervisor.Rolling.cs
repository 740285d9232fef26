// Restarts that can wait: of the instances of one engine only so many are taken down at a time, and the next one's turn comes when one
// is ready again. A child actor's wish (memory) takes one instance; a rolling restart that somebody asked for takes them all.
using Supervision.Actors.Engines;
using Supervision.Actors.Events;

namespace Supervision.Actors.Groups;

internal sealed partial class GroupSupervisor
{
    // Those that asked for their restart and are not ready again, with the attempt that was current before.
    private readonly Dictionary<EngineEntry, int> _rolls = [];
    private readonly Dictionary<string, Rolling> _rollings = new(StringComparer.Ordinal);

    private void OnRollWanted(RollWanted message)
    {
        // A plan, or a rolling restart, under way restarts engines as it is.
        if (Find(message.Engine) is not EngineEntry entry || _mode != GroupMode.Running || _plan is not null
            || _rollings.ContainsKey(entry.Settings.Engine))
        {
            return;
        }

        foreach (var (one, _) in _rolls.Where(roll => IsOver(roll.Key, roll.Value)).ToList())
        {
            _rolls.Remove(one);
        }

        if (_rolls.Keys.Count(one => one != entry && one.Settings.Engine == entry.Settings.Engine) >= entry.Settings.MaxUnavailable)
        {
            return;
        }

        _rolls[entry] = message.Wanted.Attempt;
        entry.Actor.Tell(new RollGranted(message.Wanted));
    }

    private static bool IsOver(EngineEntry entry, int attempt)
    {
        var status = entry.Status;
        return status.Desired == DesiredState.Down || IsGivenUp(entry)
            || (status.Attempt > attempt && status.Readiness == Readiness.Ready);
    }

    // FATAL is what it was before as long as a start that was asked for has not begun.
    private static bool IsGivenUp(EngineEntry entry) => entry.Status.State == EngineState.Fatal
        && (!entry.IsStartAsked || entry.Status.LastFailure?.Kind == FailureKind.Dependency);

    private void OnRollInstances(string engine, RollInstances command)
    {
        List<EngineEntry> instances = [.. InstancesOf(engine).Where(entry => entry.Status.Desired == DesiredState.Up)];
        if ((RefusalOf(engine) ?? (instances.Count == 0 ? EngineCommandResult.NotRunning : null)) is { } answer)
        {
            Sender.Tell(answer);
            return;
        }

        Sender.Tell(EngineCommandResult.Accepted);
        _services.Events.Publish(new RollingRestartStarted(engine, _settings.Name, instances.Count, command.MaxUnavailable));
        _rollings.Add(engine, new Rolling(instances, command.MaxUnavailable));
        ContinueRolling(instances[0]);
    }

    private IEnumerable<EngineEntry> InstancesOf(string engine) => Engines.Where(entry => entry.Settings.Engine == engine && !entry.IsLeaving);

    private void ContinueRolling(EngineEntry changed)
    {
        var engine = changed.Settings.Engine;
        if (!_rollings.TryGetValue(engine, out var rolling))
        {
            return;
        }

        if (_mode != GroupMode.Running)
        {
            EndRolling(engine, rolling, $"group {_settings.Name} stops");
            return;
        }

        foreach (var (entry, attempt) in rolling.Under.ToList())
        {
            if (!IsOver(entry, attempt))
            {
                continue;
            }

            rolling.Under.Remove(entry);
            if (IsGivenUp(entry))
            {
                EndRolling(engine, rolling, $"{entry.Name} was given up on");
                return;
            }

            rolling.Done += entry.Status.Desired == DesiredState.Up ? 1 : 0;
        }

        while (NextToRoll(engine, rolling) is { } next)
        {
            rolling.Left.Remove(next);
            rolling.Under.Add(next, next.Status.Attempt);
            next.IsStartAsked = next.Status.State == EngineState.Fatal;
            next.Actor.Tell(new RestartEngine(rolling.Why, rolling.OnlyIfUp));
        }

        if (rolling.Left.Count == 0 && rolling.Under.Count == 0)
        {
            EndRolling(engine, rolling, null);
        }
    }

    // One that serves nobody can be restarted at no cost; else as many as may be unavailable, whatever made the others so.
    private EngineEntry? NextToRoll(string engine, Rolling rolling)
    {
        rolling.Left.RemoveAll(entry => entry.Status.Desired == DesiredState.Down || entry.IsLeaving);
        // What is only being started ignores a restart, and nobody would hear of its end.
        var able = rolling.Left.FindAll(entry => entry.Status.State != EngineState.Starting);
        if (able.Find(entry => entry.Status.Readiness != Readiness.Ready) is { } idle)
        {
            return idle;
        }

        var unavailable = InstancesOf(engine).Count(entry =>
            rolling.Under.ContainsKey(entry) || (entry.Status.Desired == DesiredState.Up && entry.Status.Readiness != Readiness.Ready));
        return unavailable < rolling.MaxUnavailable ? able.FirstOrDefault() : null;
    }

    private void EndRolling(string engine, Rolling rolling, string? aborted)
    {
        _rollings.Remove(engine);
        _services.Events.Publish(new RollingRestartEnded(engine, _settings.Name, rolling.Done, rolling.Left.Count + rolling.Under.Count, aborted));
    }

    private sealed class Rolling(IEnumerable<EngineEntry> instances, int maxUnavailable)
    {
        public List<EngineEntry> Left { get; } = [.. instances];

        /// <summary>Those that are being restarted, with the attempt that was current before.</summary>
        public Dictionary<EngineEntry, int> Under { get; } = [];

        public int MaxUnavailable { get; } = maxUnavailable;

        public string Why { get; init; } = "rolling restart";

        /// <summary>An engine that is wanted down when its turn comes stays down.</summary>
        public bool OnlyIfUp { get; init; }

        public int Done { get; set; }
    }
}
