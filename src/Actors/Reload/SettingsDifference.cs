using System.Collections.Immutable;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Reload;

/// <summary>How two sets of settings differ. Engines are told by the names of their instances.</summary>
public sealed record SettingsDifference
{
    /// <summary>No difference, and no engine.</summary>
    public static SettingsDifference Empty { get; } = new();

    /// <summary>Engines that start.</summary>
    public ImmutableArray<string> Added { get; init; } = [];

    /// <summary>Engines that stop and leave.</summary>
    public ImmutableArray<string> Removed { get; init; } = [];

    /// <summary>Engines with other settings than before.</summary>
    public ImmutableArray<EngineChange> Changed { get; init; } = [];

    /// <summary>Engines that nothing is done to.</summary>
    public ImmutableArray<string> Unchanged { get; init; } = [];

    /// <summary>Groups that are new.</summary>
    public ImmutableArray<string> AddedGroups { get; init; } = [];

    /// <summary>Groups that leave.</summary>
    public ImmutableArray<string> RemovedGroups { get; init; } = [];

    /// <summary>Groups with other settings than before.</summary>
    public ImmutableArray<GroupChange> ChangedGroups { get; init; } = [];

    /// <summary>Settings of the daemon that differ and hold only after it was started anew, as <c>journal.path</c>.</summary>
    public ImmutableArray<string> NotApplied { get; init; } = [];

    /// <summary>Settings of the daemon that differ and hold at once, as <c>exit-code</c>.</summary>
    public ImmutableArray<string> Daemon { get; init; } = [];

    /// <summary>Whether there is nothing to do; <see cref="NotApplied"/> does not count.</summary>
    public bool IsEmpty => Added.IsEmpty && Removed.IsEmpty && Changed.IsEmpty && AddedGroups.IsEmpty && RemovedGroups.IsEmpty
        && ChangedGroups.IsEmpty && Daemon.IsEmpty;

    /// <summary>The names of the engines that restart, those that are wanted up.</summary>
    public IEnumerable<string> Restarted => Changed.Where(change => change.Effect == ReloadEffect.Restart).Select(change => change.Engine);

    /// <summary>Compares.</summary>
    /// <param name="before">What runs.</param>
    /// <param name="after">What shall run.</param>
    public static SettingsDifference Between(SupervisionSettings before, SupervisionSettings after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var engines = before.Engines.ToDictionary(engine => engine.Name, StringComparer.Ordinal);
        var groups = before.Groups.ToDictionary(group => group.Name, StringComparer.Ordinal);
        var wanted = after.Engines.Select(engine => engine.Name).ToHashSet(StringComparer.Ordinal);
        var wantedGroups = after.Groups.Select(group => group.Name).ToHashSet(StringComparer.Ordinal);
        List<EngineChange> changed = [];
        List<string> unchanged = [];
        foreach (var engine in after.Engines)
        {
            if (!engines.TryGetValue(engine.Name, out var old))
            {
                continue;
            }

            if (EngineComparison.Compare(old, engine) is { } change)
            {
                changed.Add(change);
            }
            else
            {
                unchanged.Add(engine.Name);
            }
        }

        return new SettingsDifference
        {
            Added = [.. after.Engines.Select(engine => engine.Name).Where(name => !engines.ContainsKey(name))],
            Removed = [.. before.Engines.Select(engine => engine.Name).Where(name => !wanted.Contains(name))],
            Changed = [.. changed],
            Unchanged = [.. unchanged],
            AddedGroups = [.. after.Groups.Select(group => group.Name).Where(name => !groups.ContainsKey(name))],
            RemovedGroups = [.. before.Groups.Select(group => group.Name).Where(name => !wantedGroups.Contains(name))],
            ChangedGroups =
            [
                .. after.Groups.Where(group => groups.ContainsKey(group.Name)).Select(group => GroupComparison.Compare(groups[group.Name], group))
                    .OfType<GroupChange>(),
            ],
            NotApplied = [.. DaemonKeys(before, after)],
            Daemon =
            [
                .. before.ExitCode == after.ExitCode ? Array.Empty<string>() : ["exit-code"],
                .. before.Reexec == after.Reexec ? Array.Empty<string>() : ["reexec"],
            ],
        };
    }

    /// <summary>One line for people.</summary>
    public override string ToString()
    {
        List<string> parts = [];
        Say("added", Added);
        Say("removed", Removed);
        Say("restarted", Changed.Where(change => change.Effect == ReloadEffect.Restart).Select(change => change.ToString()));
        Say("changed in place", Changed.Where(change => change.Effect == ReloadEffect.InPlace).Select(change => change.ToString()));
        Say("groups added", AddedGroups);
        Say("groups removed", RemovedGroups);
        Say("groups changed", ChangedGroups.Select(change => change.ToString()));
        Say("daemon", Daemon);
        Say("only after a restart of the daemon", NotApplied);
        return parts.Count == 0 ? "no change" : string.Join("; ", parts);

        void Say(string what, IEnumerable<string> names)
        {
            var text = string.Join(", ", names);
            if (text.Length > 0)
            {
                parts.Add($"{what}: {text}");
            }
        }
    }

    private static IEnumerable<string> DaemonKeys(SupervisionSettings before, SupervisionSettings after)
    {
        if (before.Log.Level != after.Log.Level)
        {
            yield return "log.level";
        }

        if (before.Log.Format != after.Log.Format)
        {
            yield return "log.format";
        }

        if (before.Health != after.Health)
        {
            yield return "health";
        }

        if ((before.Control with { HttpNames = [], Passwords = after.Control.Passwords, Tokens = after.Control.Tokens }) != (after.Control with { HttpNames = [] })
            || !before.Control.HttpNames.SequenceEqual(after.Control.HttpNames)
            || !before.Control.Passwords.SequenceEqual(after.Control.Passwords)
            || !before.Control.Tokens.SequenceEqual(after.Control.Tokens))
        {
            yield return "control";
        }

        if ((before.Otlp with { Headers = after.Otlp.Headers, Attributes = after.Otlp.Attributes }) != after.Otlp
            || !before.Otlp.Headers.SequenceEqual(after.Otlp.Headers)
            || !before.Otlp.Attributes.SequenceEqual(after.Otlp.Attributes))
        {
            yield return "telemetry";
        }

        if (before.Journal != after.Journal)
        {
            yield return "journal";
        }
    }
}
