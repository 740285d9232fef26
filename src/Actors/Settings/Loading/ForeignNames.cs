using System.Collections.Frozen;

namespace Supervision.Actors.Settings.Loading;

/// <summary>
/// What well-known settings of other supervisors and orchestrators are called here. Spelling alone would not find them. A name stands
/// for the first of its targets that is known where it was written.
/// </summary>
internal static class ForeignNames
{
    private static readonly FrozenDictionary<string, string[]> _targets = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["cmd"] = ["command", "exec"],
        ["exec"] = ["command"],
        ["execstart"] = ["command"],
        ["args"] = ["command"],
        ["argv"] = ["command"],
        ["arguments"] = ["command"],
        ["entrypoint"] = ["command"],
        ["program"] = ["command"],
        ["run"] = ["command"],
        ["script"] = ["command", "exec"],
        ["env"] = ["environment"],
        ["envs"] = ["environment"],
        ["cwd"] = ["directory"],
        ["workdir"] = ["directory"],
        ["workingdir"] = ["directory"],
        ["workingdirectory"] = ["directory"],
        ["replicas"] = ["instances"],
        ["numprocs"] = ["instances"],
        ["copies"] = ["instances"],
        ["count"] = ["instances"],
        ["retries"] = ["max-retries", "budget.max-retries", "intensity"],
        ["maxretries"] = ["max-retries", "budget.max-retries", "intensity"],
        ["maxrestarts"] = ["max-retries", "budget.max-retries", "intensity"],
        ["startretries"] = ["budget.max-retries"],
        ["window"] = ["within", "budget.within", "period"],
        ["within"] = ["budget.within", "period"],
        ["startsecs"] = ["ready-after"],
        ["minuptime"] = ["ready-after"],
        ["readiness"] = ["probes.readiness"],
        ["readinessprobe"] = ["readiness", "probes.readiness"],
        ["liveness"] = ["probes.liveness"],
        ["livenessprobe"] = ["liveness", "probes.liveness"],
        ["startup"] = ["probes.startup"],
        ["startupprobe"] = ["startup", "probes.startup"],
        ["healthcheck"] = ["probes.liveness"],
        ["restartpolicy"] = ["restart"],
        ["autorestart"] = ["restart"],
        ["enabled"] = ["autostart"],
        ["stopsignal"] = ["stop.signal"],
        ["killsignal"] = ["stop.signal"],
        ["grace"] = ["timeout", "stop.timeout"],
        ["graceperiod"] = ["timeout", "stop.timeout"],
        ["stoptimeout"] = ["stop.timeout"],
        ["shutdowntimeout"] = ["stop.timeout"],
        ["stopgraceperiod"] = ["stop.timeout"],
        ["terminationgraceperiodseconds"] = ["stop.timeout"],
        ["prestop"] = ["stop.pre-stop"],
        ["initial"] = ["min"],
        ["initialdelay"] = ["min"],
        ["multiplier"] = ["factor"],
        ["exponent"] = ["factor"],
        ["url"] = ["http"],
        ["httpget"] = ["http"],
        ["tcpsocket"] = ["tcp"],
        ["interval"] = ["period"],
        ["periodseconds"] = ["period"],
        ["timeoutseconds"] = ["timeout"],
        ["initialdelayseconds"] = ["initial-delay"],
        ["delay"] = ["initial-delay"],
        ["failurethreshold"] = ["failures"],
        ["successthreshold"] = ["successes"],
        ["limit"] = ["max-rss"],
        ["memorylimit"] = ["memory.max-rss"],
        ["maxmemory"] = ["max-rss", "memory.max-rss"],
        ["maxrss"] = ["memory.max-rss"],
        ["loglevel"] = ["log.level"],
        ["logformat"] = ["log.format"],
        ["processes"] = ["engines"],
        ["services"] = ["engines"],
        ["programs"] = ["engines"],
        ["models"] = ["engines"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The key, or the path below this section, that another system's name stands for here; null where it is none.</summary>
    /// <param name="written">The unknown key.</param>
    /// <param name="known">The keys of the section in which it was written.</param>
    public static string? Find(string written, IReadOnlyCollection<string> known) =>
        _targets.TryGetValue(KeySuggestion.Plain(written), out var targets)
            ? Array.Find(targets, target => known.Contains(target.Split('.')[0]))
            : null;
}
