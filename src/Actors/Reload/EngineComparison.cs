// Overview
// Settings are records, so they compare by value, all but their immutable arrays and dictionaries, which compare by reference. The newer
// record is therefore first given the older one's collections wherever they hold the same (Aligned); then plain equality is right. A
// setting that is missing in the table below, or a collection that is not aligned, shows as a difference without a key: that restarts
// the engine, which is right for sure, and a test walks every setting to find it.
using System.Collections.Immutable;
using Supervision.Actors.Settings;
using static Supervision.Actors.Reload.ReloadEffect;

namespace Supervision.Actors.Reload;

/// <summary>Tells how the settings of two engines of one name differ, and what that costs.</summary>
internal static class EngineComparison
{
    public const string Probes = "probes.";
    public const string Heartbeat = "heartbeat";
    public const string Memory = "memory";
    public const string CriticalChildren = "critical-children";
    public const string DependsOn = "depends-on";

    /// <summary>For what the table does not know.</summary>
    public const string Other = "other";

    private const string GroupKey = "group";

    private static readonly (string Key, Func<EngineSettings, object?> Of, ReloadEffect Effect)[] _keys =
    [
        ("instances", engine => (engine.Engine, engine.Instance), Restart),
        (GroupKey, engine => engine.Group, Restart),
        ("preset", engine => engine.Preset, InPlace),
        ("port", engine => engine.Port, InPlace),
        ("labels", engine => engine.Labels, InPlace),
        ("command", engine => engine.Command, Restart),
        ("environment", engine => engine.Environment, Restart),
        ("environment-mode", engine => engine.EnvironmentMode, Restart),
        ("environment-files", engine => engine.EnvironmentFiles, Restart),
        ("secrets", engine => engine.Secrets, Restart),
        ("stdin", engine => (engine.Stdin, engine.StdinFile), Restart),
        ("run-as", engine => engine.RunAs, Restart),
        ("umask", engine => engine.Umask, Restart),
        ("nice", engine => engine.Nice, Restart),
        ("oom-score-adj", engine => engine.OomScoreAdj, Restart),
        ("limits", engine => engine.Limits, Restart),
        ("cpu-affinity", engine => engine.CpuAffinity, Restart),
        ("no-new-privileges", engine => engine.NoNewPrivileges, Restart),
        ("parent-death-signal", engine => engine.ParentDeathSignal, Restart),
        ("cgroup", engine => engine.Cgroup, Restart),
        ("directory", engine => engine.Directory, Restart),
        ("logs", engine => engine.Logs, Restart),
        (CriticalChildren, engine => engine.CriticalChildren, InPlace),
        ("autostart", engine => engine.AutoStart, InPlace),
        ("restart", engine => engine.Restart, InPlace),
        ("ready-after", engine => engine.ReadyAfter, InPlace),
        (DependsOn, engine => engine.DependsOn, InPlace),
        ("significant", engine => engine.Significant, InPlace),
        ("max-unavailable", engine => engine.MaxUnavailable, InPlace),
        ("keep-attempts", engine => engine.KeepAttempts, InPlace),
        ("backoff", engine => engine.Backoff, InPlace),
        ("budget", engine => engine.Budget, InPlace),
        ("stop", engine => engine.Stop, InPlace),
        (Probes + "startup", engine => engine.Probes.Startup, InPlace),
        (Probes + "liveness", engine => engine.Probes.Liveness, InPlace),
        (Probes + "readiness", engine => engine.Probes.Readiness, InPlace),
        (Heartbeat, engine => engine.Heartbeat, InPlace),
        (Memory, engine => engine.Memory, InPlace),
        ("failures", engine => engine.Failures, InPlace),
        ("gates", engine => engine.Gates, InPlace),
        ("hooks", engine => engine.Hooks, InPlace),
        ("evidence", engine => engine.Evidence, InPlace),
    ];

    /// <summary>Null where they do not differ.</summary>
    public static EngineChange? Compare(EngineSettings before, EngineSettings after)
    {
        // The key is the name where none is written, which is the same.
        before = before with { Engine = before.Engine };
        var aligned = CollectionAlignment.Of(before, after);
        if (aligned == before)
        {
            return null;
        }

        var effect = NeedsOtherSignals(before, after) ? Restart : InPlace;
        List<string> keys = [];
        foreach (var (key, of, cost) in _keys)
        {
            if (!Equals(of(before), of(aligned)))
            {
                keys.Add(key);
                effect = cost == Restart ? Restart : effect;
            }
        }

        return keys.Count > 0
            ? new EngineChange(after.Name, after.Group, [.. keys], effect)
            : new EngineChange(after.Name, after.Group, [Other], Restart);
    }

    /// <summary>Whether the engine comes under another group.</summary>
    public static bool Moves(EngineChange change) => change.Keys.Contains(GroupKey);

    // Sockets, descriptors and marks for what an engine says by itself are made with its process.
    private static bool NeedsOtherSignals(EngineSettings before, EngineSettings after) => !Signals(after).IsSubsetOf(Signals(before));

    private static ImmutableHashSet<object> Signals(EngineSettings engine)
    {
        var probes = engine.Probes;
        return
        [
            .. new[] { probes.Startup, probes.Liveness, probes.Readiness }.Select(probe => probe?.Check).Select(check => check switch
            {
                ProbeCheck.Log log => (log.Pattern, log.Within == TimeSpan.Zero),
                ProbeCheck.Descriptor descriptor => descriptor.Number,
                ProbeCheck.Notify notify => notify,
                _ => (object?)null,
            }).OfType<object>(),
        ];
    }
}
