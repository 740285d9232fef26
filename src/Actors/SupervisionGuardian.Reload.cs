// Overview
// New settings for a tree that runs. What is compared with them is what there is by now: instances that were added or removed at run time
// stay as long as the configured number is the same as before. All that can object is asked first; after that nothing can fail, so a
// reload is never half done: the groups are told, and each puts its part in place (GroupSupervisor.Reload.cs). An engine that changes its
// group leaves the one and joins the other when no process of it is left.
using System.Collections.Immutable;
using Supervision.Actors.Events;
using Supervision.Actors.Groups;
using Supervision.Actors.Handover;
using Supervision.Actors.Reload;
using Supervision.Actors.Settings;
using Supervision.Actors.Settings.Loading;

namespace Supervision.Actors;

internal sealed partial class SupervisionGuardian
{
    private const string RemovedWhy = "removed from the configuration";

    // Not part of the tree yet; it is not over before they have had their turn.
    private readonly HashSet<string> _expected = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JoinGroup> _moving = new(StringComparer.Ordinal);

    // Still part of the tree, but not for long: engines, and groups.
    private readonly HashSet<string> _removed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _leaving = new(StringComparer.Ordinal);
    private readonly RestQueue _early = new();
    private bool _hasStarted;

    private void OnReload(ReloadTree message)
    {
        if (!_hasStarted && _outcome is null)
        {
            // Whoever listens is not subscribed yet, and would not hear of it.
            _early.Add(message, Sender);
            return;
        }

        var running = Running();
        var wanted = AsScaled(running, message.Settings);
        var difference = SettingsDifference.Between(running, wanted);
        if (Objection(running, wanted) is { } problem)
        {
            if (!message.DryRun)
            {
                _services.Events.Publish(new ReloadRefused(problem));
            }

            Sender.Tell(new ReloadResult(ReloadStatus.Refused, difference) { Problem = problem });
            return;
        }

        if (message.DryRun)
        {
            Sender.Tell(new ReloadResult(ReloadStatus.DryRun, difference));
            return;
        }

        _services.Events.Publish(new ConfigurationReloaded(
            difference.Added,
            difference.Removed,
            [.. difference.Changed.Where(change => change.Effect == ReloadEffect.Restart).Select(change => change.ToString())],
            [
                .. difference.Changed.Where(change => change.Effect == ReloadEffect.InPlace).Select(change => change.ToString()),
                .. difference.ChangedGroups.Select(change => change.ToString()),
            ],
            difference.Unchanged.Length,
            difference.NotApplied));
        Apply(message.Settings, wanted, difference);
        Sender.Tell(new ReloadResult(difference.IsEmpty ? ReloadStatus.Unchanged : ReloadStatus.Applied, difference));
    }

    // The settings as they are by now: with what was scaled and moved, and without what is on its way out.
    private SupervisionSettings Running()
    {
        var engines = _board.Engines.Where(engine => !_removed.Contains(engine.Name) && !_moving.ContainsKey(engine.Name))
            .Concat(_moving.Values.Select(join => join.Settings)).ToLookup(engine => engine.Group, StringComparer.Ordinal);
        return _settings with { Groups = [.. _settings.Groups.Select(group => group with { Engines = [.. engines[group.Name]] })] };
    }

    private SupervisionSettings AsScaled(SupervisionSettings running, SupervisionSettings wanted)
    {
        var actual = running.Engines.ToLookup(engine => engine.Engine, StringComparer.Ordinal);
        var configured = _settings.Engines.ToLookup(engine => engine.Engine, StringComparer.Ordinal);
        var named = wanted.Engines.SelectMany(engine => engine.DependsOn).Select(one => one.Engine).ToHashSet(StringComparer.Ordinal);
        return wanted with
        {
            Groups =
            [
                .. wanted.Groups.Select(group => group with
                {
                    Engines = [.. group.Engines.GroupBy(engine => engine.Engine).SelectMany(all => Instances([.. all]))],
                }),
            ],
        };

        IEnumerable<EngineSettings> Instances(List<EngineSettings> instances)
        {
            var key = instances[0].Engine;
            var there = actual[key].ToList();
            var wasScaled = there.Count > 0 && there.Count != configured[key].Count() && instances.Count == configured[key].Count();
            if (wasScaled && wanted.Templates.TryGetValue(key, out var template))
            {
                instances = [.. there.Select(one => instances.Find(other => other.Instance == one.Instance) ?? template(one.Instance))];
            }

            // The first of several is called ENGINE-0 and an only one ENGINE; one that runs keeps the name it has.
            return instances.Select(one => there.Find(other => other.Instance == one.Instance) is { } old && (one.Name == key || !named.Contains(one.Name))
                ? one with { Name = old.Name }
                : one);
        }
    }

    private string? Objection(SupervisionSettings running, SupervisionSettings wanted)
    {
        if (_outcome is not null)
        {
            return "the tree is stopping";
        }

        if (!wanted.Engines.Any())
        {
            return "nothing to run: there is no engine";
        }

        var groups = wanted.Groups.Select(group => group.Name).ToList();
        var names = groups.Concat(wanted.Engines.Select(engine => engine.Name)).ToList();
        var before = running.Groups.ToDictionary(group => group.Name, group => ParentOf(running, group));
        return names.Find(name => !Names.IsValid(name)) is { } bad ? $"'{bad}' is no name: {Names.Rule}"
            : groups.Find(Names.IsReservedForGroups) is { } reserved ? Names.Reserved(reserved)
            : wanted.Engines.GroupBy(engine => engine.Name).FirstOrDefault(same => same.Count() > 1) is { } twice ? $"there are two engines named '{twice.Key}'"
            : groups.GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is { } doubled ? $"there are two groups named '{doubled.Key}'"
            : wanted.Groups.FirstOrDefault(group => wanted.Groups.Any(other => other.Name == group.Parent && other.Engines.Any(one => one.Name == group.Name)))
                is { } clash ? $"the group '{clash.Parent}' has an engine and a group named '{clash.Name}'"
            : groups.Find(_leaving.Contains) is { } leaving ? $"the group '{leaving}' was removed and is still stopping"
            : wanted.Groups.FirstOrDefault(group => before.TryGetValue(group.Name, out var parent) && parent != ParentOf(wanted, group)) is { } moved
                ? $"the group '{moved.Name}' comes under another group, which only a restart of the daemon can do"
            : null;
    }

    private static string? ParentOf(SupervisionSettings settings, GroupSettings group) =>
        settings.Groups.Any(other => other.Name == group.Parent) ? group.Parent : null;

    private void Apply(SupervisionSettings settings, SupervisionSettings wanted, SettingsDifference difference)
    {
        var watchesLines = WatchedLines().ToHashSet();
        _settings = settings;
        _removed.UnionWith(difference.Removed);
        _removed.ExceptWith(wanted.Engines.Select(engine => engine.Name));
        var gone = difference.Removed.ToHashSet(StringComparer.Ordinal);
        foreach (var name in difference.Removed)
        {
            _moving.Remove(name);
            _expected.Remove(name);
        }

        List<JoinGroup> back = [];
        foreach (var group in wanted.Groups)
        {
            foreach (var engine in group.Engines)
            {
                if (!_engines.TryGetValue(engine.Name, out var status))
                {
                    _expected.Add(engine.Name);
                }
                else if (status.Group != group.Name)
                {
                    _expected.Add(engine.Name);
                    _moving[engine.Name] = new JoinGroup(engine, status.StoppedByHand, [.. group.Engines.Select(one => one.Name)]);
                    gone.Add(engine.Name);
                }
                else
                {
                    if (_moving.Remove(engine.Name, out var moving))
                    {
                        // It has not left yet, and stays after all.
                        _expected.Remove(engine.Name);
                        back.Add(new JoinGroup(engine, moving.StoppedByHand, [.. group.Engines.Select(one => one.Name)]));
                    }

                    _board.Change(engine);
                }
            }
        }

        TellGroups(wanted, difference, gone);
        back.ForEach(join => _groups[_topOf[join.Settings.Group]].Tell(new InGroup(join.Settings.Group, join)));
        if (!watchesLines.SetEquals(WatchedLines()))
        {
            _board.Engines.ToList().ForEach(WatchLines);
        }
    }

    private void TellGroups(SupervisionSettings wanted, SettingsDifference difference, HashSet<string> gone)
    {
        var changes = difference.Changed.ToDictionary(change => change.Engine, StringComparer.Ordinal);
        var trees = GroupPlan.TreesOf(
            [.. wanted.Groups.Select(group => group with { Engines = [.. group.Engines.Where(engine => !_moving.ContainsKey(engine.Name))] })]);
        var former = _groups.Keys.ToHashSet(StringComparer.Ordinal);
        _toStop.Clear();
        foreach (var tree in trees)
        {
            var name = tree.Settings.Name;
            _toStop.Push(name);
            if (former.Remove(name))
            {
                AddNewBelow(tree);
                _groups[name].Tell(new ReloadGroup(tree, changes, difference.Added.ToHashSet(StringComparer.Ordinal), gone));
                continue;
            }

            AddTree(tree);
            if (_hasStarted)
            {
                _groups[name].Tell(StartGroup.Instance);
            }
        }

        // Groups below leave by those above them.
        _leaving.UnionWith(_topOf.Keys.Where(name => !_groups.ContainsKey(name) && wanted.Groups.All(group => group.Name != name)));
        foreach (var name in former)
        {
            _toStop.Push(name);
            if (_leaving.Add(name))
            {
                _groups[name].Tell(new StopGroup(RemovedWhy));
            }
        }

        var order = wanted.Engines.Select(engine => engine.Name).ToList();
        foreach (var status in _engines.Values.OrderBy(one => order.IndexOf(one.Name) is var place and >= 0 ? place : int.MaxValue).ToList())
        {
            _engines.Remove(status.Name);
            _engines.Add(status.Name, status);
        }
    }

    // The groups below a group that was there before are created by that one.
    private void AddNewBelow(GroupPlan tree)
    {
        foreach (var plan in tree.All().Where(plan => !_topOf.ContainsKey(plan.Settings.Name)))
        {
            Know(plan, tree.Settings.Name);
        }
    }

    private void OnEngineJoined(EngineJoined joined) => AddEngine(joined.Settings, joined.Status);

    private void JoinMoved(string engine)
    {
        _removed.Remove(engine);
        if (!_moving.Remove(engine, out var join))
        {
            return;
        }

        if (_topOf.TryGetValue(join.Settings.Group, out var top) && _groups.TryGetValue(top, out var group))
        {
            group.Tell(new InGroup(join.Settings.Group, join));
        }
        else
        {
            _expected.Remove(engine);
        }
    }

    private void OnGroupsLeft(ImmutableArray<string> groups)
    {
        foreach (var engine in _engines.Values.Where(engine => groups.Contains(engine.Group)).ToList())
        {
            OnEngineLeft(new EngineLeft(engine.Name));
        }

        foreach (var group in groups)
        {
            _topOf.Remove(group);
            _leaving.Remove(group);
            _ended.Remove(group);
        }
    }

    private IEnumerable<(string Engine, string Pattern)> WatchedLines() => _settings.Engines.SelectMany(engine => engine.DependsOn)
        .Where(one => one.Condition == DependencyCondition.Log).Select(one => (one.Engine, one.Pattern!));
}
