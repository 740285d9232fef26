using System.Collections.Immutable;
using System.Globalization;
using Supervision.Posix;

namespace Supervision.Actors.Settings.Loading;

/// <summary>Reads one engine from its own section over the defaults, and makes its instances.</summary>
internal static class EngineReader
{
    /// <summary>The variable that tells an instance its index.</summary>
    public const string InstanceVariable = "SUPERVISION_INSTANCE";

    /// <summary>All instances of an engine, in order. Wrong values were reported and stand as their type's zero.</summary>
    public static ImmutableArray<EngineSettings> Read(Section section, string engine)
    {
        var instances = Instances(section);
        var count = instances.Valid ? instances.Value : 1;
        var all = ImmutableArray.CreateBuilder<EngineSettings>(count);
        for (var i = 0; i < count; i++)
        {
            var name = count == 1 ? engine : string.Create(CultureInfo.InvariantCulture, $"{engine}-{i}");
            all.Add(ReadInstance(section, engine, name, i, isTemplate: false));
        }

        section.Done();
        return all.MoveToImmutable();
    }

    /// <summary>One more instance, for an engine that is scaled while it runs. What is wrong with it was reported when it was loaded.</summary>
    public static EngineSettings ReadOne(Section section, string engine, int index) =>
        ReadInstance(section, engine, string.Create(CultureInfo.InvariantCulture, $"{engine}-{index}"), index, isTemplate: false);

    /// <summary>Checks the defaults on their own, so that a mistake in them is found even if every engine hides it.</summary>
    public static void CheckDefaults(Section defaults)
    {
        Instances(defaults);
        ReadInstance(defaults, "defaults", "defaults", 0, isTemplate: true);
        defaults.Done();
    }

    private static Setting<int> Instances(Section section) => section.Integer("instances", 1, Limits.MostInstances);

    private static EngineSettings ReadInstance(Section section, string engine, string name, int index, bool isTemplate)
    {
        var instance = new InstanceText(index);
        var preset = section.Choice("preset", [("none", null), .. Presets.Names.Select(one => (one, (string?)one))]);
        var command = CommandReader.ReadRequired(section, "command", instance, isTemplate);
        var port = PresetPlaces.WrittenPort(section, instance);
        var places = PresetPlaces.Of(preset.Value, command, port);
        var check = new InstanceText(index, places);
        var group = section.Text("group");
        if (group.Valid && !Names.IsValid(group.Value))
            section.Error(group.Place, $"{Section.Quote(group.Value)} cannot name a group: {Names.Rule}");
        else if (group.Valid && Names.IsReservedForGroups(group.Value))
            section.Error(group.Place, Names.Reserved(group.Value));
        var (stdin, stdinFile) = SpawnReader.Stdin(section, instance);
        var settings = new EngineSettings
        {
            Name = name,
            Engine = engine,
            Instance = index,
            Group = group.Value ?? "",
            Preset = preset.Value,
            Port = places.TryGetValue("port", out var told) ? int.Parse(told, CultureInfo.InvariantCulture) : null,
            Labels = LabelsReader.Read(section.Child("labels"), instance),
            Command = command,
            Environment = EnvironmentReader.Read(section.Child("environment"), instance),
            EnvironmentMode = section.Choice("environment-mode", ("inherit", EnvironmentMode.Inherit), ("clean", EnvironmentMode.Clean)),
            EnvironmentFiles = TextListReader.Read(section, "environment-files", "file paths", instance, SpawnReader.PathProblem),
            Secrets = SecretsReader.Read(section.Child("secrets"), instance),
            Stdin = stdin,
            StdinFile = stdinFile,
            RunAs = SpawnReader.RunAs(section.Child("run-as")),
            Umask = SpawnReader.Umask(section),
            Nice = SpawnReader.NumberOrInherit(section, "nice", -20, 19),
            OomScoreAdj = SpawnReader.NumberOrInherit(section, "oom-score-adj", -1000, 1000),
            Limits = LimitsReader.Read(section.Child("limits")),
            CpuAffinity = SpawnReader.CpuAffinity(section),
            NoNewPrivileges = section.Switch("no-new-privileges"),
            ParentDeathSignal = SpawnReader.ParentDeathSignal(section),
            Cgroup = section.Choice("cgroup", ("auto", CgroupMode.Auto), ("off", CgroupMode.Off), ("required", CgroupMode.Required)),
            CriticalChildren = TextListReader.Read(section, "critical-children", "regular expressions", instance, SpawnReader.PatternProblem),
            Directory = Directory(section, instance),
            AutoStart = section.Switch("autostart"),
            Restart = Restart(section),
            ReadyAfter = section.Duration("ready-after", TimeSpan.Zero, Limits.LongestWait),
            DependsOn = [.. DependsOnReader.Read(section).Select(one => one.Dependency)],
            Significant = section.Switch("significant"),
            MaxUnavailable = section.Integer("max-unavailable", 1, Limits.MostInstances),
            KeepAttempts = section.Integer("keep-attempts", 1, 100),
            Backoff = BackoffReader.Read(section.Child("backoff"), out var backoffValid),
            Budget = BudgetReader.Read(section.Child("budget"), out var budgetPlace),
            Stop = StopReader.Read(section.Child("stop")),
            Probes = ProbesReader.Read(section.Child("probes"), check),
            Heartbeat = HeartbeatReader.Read(section.Child("heartbeat"), check, out var heartbeatPlace),
            Memory = MemoryReader.Read(section.Child("memory"), out var drain),
            Failures = FailureReader.Read(section.Child("failures"), instance),
            Gates = GateReader.Read(section.Child("gates"), instance),
            Hooks = HookReader.Read(section.Child("hooks"), instance),
            Evidence = EvidenceReader.Read(section.Child("evidence"), instance),
            Logs = EngineLogReader.Read(section.Child("logs"), instance, name),
        };
        if (backoffValid && budgetPlace is { } budget)
        {
            // Where the window is nobody's choice but the long start is, the start is to blame.
            var blame = budget.IsDefault && settings.Probes.Startup is not null ? section.Child("probes").KeyPlace("startup") : budget;
            BudgetReader.CheckWindow(section, settings.Backoff, settings.Budget, settings.Probes.Startup, blame);
        }

        if (drain is { } drainPlace)
            MemoryReader.CheckDrain(section, settings.Stop, drainPlace);
        if (heartbeatPlace is { } heartbeat)
            HeartbeatReader.CheckProbes(section, settings.Heartbeat, settings.Probes, heartbeat);
        return settings;
    }

    private static string? Directory(Section section, InstanceText instance)
    {
        var directory = section.Text("directory");
        if (!directory.Valid || directory.Value.Length == 0)
            return null;
        if (directory.Value.Contains('\0', StringComparison.Ordinal))
            section.Error(directory.Place, "a path cannot contain a NUL character");
        return instance.Apply(directory.Value);
    }

    // true and false are what ENGINE_AUTO_RECOVERY-like switches carry.
    private static RestartType Restart(Section section) => section.Choice(
        "restart",
        ("permanent", RestartType.Permanent),
        ("transient", RestartType.Transient),
        ("temporary", RestartType.Temporary),
        ("true", RestartType.Permanent),
        ("false", RestartType.Temporary));
}
