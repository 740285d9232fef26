using System.Collections.Immutable;

namespace Supervision.Actors.Settings.Loading;

/// <summary>Reads everything below <c>supervision</c>.</summary>
internal sealed class TreeReader(Report report, SettingsOrigin whole)
{
    private const string RootKey = "supervision";

    public SupervisionSettings Read(Section root)
    {
        var supervision = root.Child(RootKey);
        var exitCode = supervision.Choice("exit-code", ("1", ExitCodePolicy.One), ("engine", ExitCodePolicy.Engine));
        var log = LogReader.Read(supervision.Child("log"));
        var health = HealthReader.Read(supervision.Child("health"));
        var control = ControlReader.Read(supervision.Child("control"));
        var listeners = new ListenerClaims(supervision, health, control);
        var telemetry = supervision.Child("telemetry");
        var otlp = OtlpReader.Read(telemetry.Child("otlp"));
        telemetry.Done();
        var journal = JournalReader.Read(supervision.Child("journal"));
        var reexec = supervision.Child("reexec");
        var reexecTimeout = reexec.Duration("timeout", TimeSpan.Zero, Limits.LongestWait);
        reexec.Done();
        var defaults = supervision.Child("defaults");
        var engineDefaults = defaults.Child("engine");
        var groupDefaults = defaults.Child("group");
        defaults.Done();
        EngineReader.CheckDefaults(engineDefaults.AsDefaults());
        GroupReader.Read(groupDefaults.AsDefaults(), "default");

        var groups = ReadGroups(supervision.Child("groups"), groupDefaults);
        var parents = new GroupParents(groups.Values.ToDictionary(
            group => group.Settings.Name, group => (group.Settings, supervision.Child("groups").Child(group.Settings.Name).ValuePlace("parent"))));
        parents.Check(report);
        var dependencies = new DependencyChecks();
        var engines = ReadEngines(supervision.Child("engines"), engineDefaults, dependencies, listeners);
        dependencies.Check(report);
        supervision.Done();
        CheckVariables(root, supervision.Asked);
        if (engines.Count == 0 && !report.HasErrors)
        {
            report.Error(
                whole,
                "supervision.engines",
                "nothing to run: there is no engine; add engines.NAME { command = [program, argument, ...] } below supervision");
        }

        return new SupervisionSettings
        {
            ExitCode = exitCode,
            Log = log,
            Health = health,
            Control = control,
            Otlp = otlp,
            Journal = journal,
            Reexec = new ReexecSettings { Timeout = reexecTimeout },
            Groups = dependencies.Ordered(Assemble(groups, parents, engines, groupDefaults)),
            Templates = dependencies.Templates,
        };
    }

    private static Dictionary<string, (GroupSettings Settings, Place Place)> ReadGroups(Section section, Section defaults)
    {
        var groups = new Dictionary<string, (GroupSettings, Place)>();
        foreach (var name in Present(section))
        {
            if (Names.IsReservedForGroups(name))
                section.Error(section.KeyPlace(name), Names.Reserved(name));
            else if (CheckName(section, name, "a group"))
                groups[name] = (GroupReader.Read(section.Child(name).Over(defaults), name), section.KeyPlace(name));
        }

        return groups;
    }

    private static List<(EngineSettings Settings, Place Group, Place Significant)> ReadEngines(Section section, Section defaults, DependencyChecks dependencies, ListenerClaims listeners)
    {
        var instances = new List<(EngineSettings, Place, Place)>();
        var owners = new Dictionary<string, string>();
        var ports = new PortClaims(listeners);
        var files = new LogFileClaims();
        foreach (var name in Present(section))
        {
            if (!CheckName(section, name, "an engine"))
                continue;
            var engine = section.Child(name).Over(defaults);
            var all = EngineReader.Read(engine, name);
            dependencies.Add(engine, name, all[0]);
            foreach (var original in all)
            {
                var instance = original with { DependsOn = DependencyChecks.WithoutItself(original) };
                if (!owners.TryAdd(instance.Name, name))
                {
                    section.Error(
                        section.KeyPlace(name),
                        $"its instance '{instance.Name}' is also one of the engine '{owners[instance.Name]}'; rename one of the two");
                }

                ports.Add(instance, engine);
                files.Add(instance, engine);
                engine.TryFind("group", out _, out var group);
                instances.Add((instance, group, engine.ValuePlace("significant")));
            }
        }

        return instances;
    }

    // Groups that are only named by an engine come after the written ones; equal priorities keep this order.
    private ImmutableArray<GroupSettings> Assemble(
        Dictionary<string, (GroupSettings Settings, Place Place)> written,
        GroupParents parents,
        List<(EngineSettings Settings, Place Group, Place Significant)> engines,
        Section defaults)
    {
        var groups = written.Values.Select(group => group.Settings).ToList();
        foreach (var (engine, place, _) in engines)
        {
            if (groups.Any(group => group.Name == engine.Group))
                continue;
            groups.Add(GroupReader.Read(defaults.AsDefaults(), engine.Group));
            if (!place.IsDefault && KeySuggestion.Nearest(engine.Group, written.Keys) is { } near)
            {
                defaults.Warning(
                    place,
                    $"the group '{engine.Group}' is not written under supervision.groups and gets the defaults; did you mean '{near}'?",
                    near);
            }
        }

        foreach (var (name, (_, place)) in written)
        {
            if (!report.HasErrors && !parents.IsInUse(name, engines.Select(engine => engine.Settings)))
                defaults.Warning(place, $"no engine is in the group '{name}'; it is left out");
        }

        CheckGroups(groups, parents, engines, defaults);
        return
        [
            .. groups
                .Select(group => group with
                {
                    Engines = [.. engines.Select(engine => engine.Settings).Where(engine => engine.Group == group.Name)],
                })
                .Where(group => parents.IsInUse(group.Name, group.Engines.Concat(engines.Select(engine => engine.Settings))))
                .OrderBy(group => group.Priority),
        ];
    }

    private static void CheckGroups(
        List<GroupSettings> groups, GroupParents parents, List<(EngineSettings Settings, Place Group, Place Significant)> engines, Section defaults)
    {
        foreach (var (engine, place, significant) in engines)
        {
            var group = groups.Find(group => group.Name == engine.Group);
            if (groups.Any(child => child.Parent == engine.Group && child.Name == engine.Name))
                defaults.Error(place, $"the group '{engine.Group}' has a group named '{engine.Name}' below it as well; rename one of the two");
            if (!engine.Significant || group is null)
                continue;
            if (engine.Restart == RestartType.Permanent)
                defaults.Warning(significant, $"'{engine.Engine}' is significant but permanent, so it never ends by itself and significant has no effect; set restart = transient or temporary");
            else if (group.AutoShutdown == AutoShutdown.Never)
                defaults.Warning(significant, $"'{engine.Engine}' is significant, which has no effect while auto-shutdown of the group '{engine.Group}' is never");
        }
    }

    // A null takes back a group or an engine that an included file or an earlier source has.
    private static IEnumerable<string> Present(Section section) =>
        section.Keys().Where(name => !(section.TryFind(name, out var value, out _) && value.IsNull));

    private static bool CheckName(Section section, string name, string what)
    {
        if (Names.IsValid(name))
            return true;
        section.Error(section.KeyPlace(name), $"{Section.Quote(name)} cannot name {what}: {Names.Rule}");
        return false;
    }

    // Keys beside supervision are the user's own variables; one that looks like a setting hardly is.
    private static void CheckVariables(Section root, IReadOnlyCollection<string> settings)
    {
        foreach (var key in root.Keys())
        {
            if (key == RootKey)
                continue;
            if (settings.Contains(key))
                root.Warning(root.KeyPlace(key), $"is only a variable here; did you mean '{RootKey}.{key}'?", $"{RootKey}.{key}");
            else if (KeySuggestion.Distance(key.ToLowerInvariant(), RootKey) <= 2)
                root.Warning(root.KeyPlace(key), $"is only a variable here; did you mean '{RootKey}'?", RootKey);
        }
    }
}
