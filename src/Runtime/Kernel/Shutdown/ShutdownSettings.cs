using Supervision.Configuration;

namespace Supervision.Actor;

/// <summary>The settings of the coordinated shutdown: defaults in code, changed by what the configuration says.</summary>
/// <param name="Phases">The phases by name.</param>
/// <param name="RunByProcessExit">Whether it runs when the process exits.</param>
/// <param name="ExitProcess">Whether the process exits after it.</param>
internal sealed record ShutdownSettings(IReadOnlyDictionary<string, Phase> Phases, bool RunByProcessExit, bool ExitProcess)
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    private static readonly (string Name, TimeSpan? Timeout)[] DefaultPhases =
    [
        (CoordinatedShutdown.PhaseBeforeServiceUnbind, null),
        (CoordinatedShutdown.PhaseServiceUnbind, null),
        (CoordinatedShutdown.PhaseServiceRequestsDone, null),
        (CoordinatedShutdown.PhaseServiceStop, null),
        (CoordinatedShutdown.PhaseBeforeClusterShutdown, null),
        (CoordinatedShutdown.PhaseClusterShardingShutdownRegion, TimeSpan.FromSeconds(10)),
        (CoordinatedShutdown.PhaseClusterLeave, null),
        (CoordinatedShutdown.PhaseClusterExiting, TimeSpan.FromSeconds(10)),
        (CoordinatedShutdown.PhaseClusterExitingDone, null),
        (CoordinatedShutdown.PhaseClusterShutdown, null),
        (CoordinatedShutdown.PhaseBeforeActorSystemTerminate, null),
        (CoordinatedShutdown.PhaseActorSystemTerminate, TimeSpan.FromSeconds(10)),
    ];

    /// <summary>Reads the section <c>coordinated-shutdown</c>; what is not there has its default.</summary>
    /// <exception cref="ConfigurationException">A value is wrong.</exception>
    public static ShutdownSettings From(Config section)
    {
        var defaultTimeout = section.GetTimeSpan("default-phase-timeout", DefaultTimeout, allowInfinite: false);
        var phases = new Dictionary<string, Phase>();
        string? before = null;
        foreach (var (name, timeout) in DefaultPhases)
        {
            phases[name] = new Phase(before is null ? [] : [before], timeout ?? defaultTimeout);
            before = name;
        }

        if (section.HasPath("phases"))
        {
            var written = section.GetConfig("phases");
            foreach (var (name, _) in written.AsEnumerable())
                phases[name] = Read(written.GetConfig(Quote(name)), phases.GetValueOrDefault(name) ?? new Phase([], defaultTimeout));
        }

        return new ShutdownSettings(
            phases,
            section.GetBoolean("run-by-clr-shutdown-hook", true),
            section.GetBoolean("exit-clr", false));
    }

    private static Phase Read(Config written, Phase known) => new(
        written.HasPath("depends-on") ? [.. written.GetStringList("depends-on")] : known.DependsOn,
        written.GetTimeSpan("timeout", known.Timeout, allowInfinite: false),
        written.GetBoolean("recover", known.Recover),
        written.GetBoolean("enabled", known.Enabled));

    private static string Quote(string key) => $"\"{key}\"";
}
