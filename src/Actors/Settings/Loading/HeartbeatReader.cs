namespace Supervision.Actors.Settings.Loading;

internal static class HeartbeatReader
{
    /// <summary>The heartbeat, and the place to blame in cross-checks: none where it is not valid or switched off.</summary>
    public static HeartbeatSettings Read(Section section, InstanceText instance, out Place? place)
    {
        var interval = section.Duration("interval", Limits.ShortestPeriod, Limits.LongestWait);
        var timeout = section.Duration("timeout", Limits.ShortestPeriod, Limits.LongestWait, "never hung");
        var progress = ProgressReader.Read(section.Child("progress"), instance);
        section.Done();
        place = null;
        if (!interval.Valid || !timeout.Valid || timeout.Value == TimeSpan.Zero)
            return new HeartbeatSettings { Interval = interval, Timeout = timeout, Progress = progress };
        var blamed = Place.ToBlame(interval.Place, timeout.Place);
        if (timeout.Value <= interval.Value)
        {
            section.Error(
                blamed,
                $"the time-out ({Section.Show(timeout)}) must be longer than the interval ({Section.Show(interval)}); "
                + "evidence is weighed only once per interval");
        }
        else
        {
            place = timeout.Place;
        }

        return new HeartbeatSettings { Interval = interval, Timeout = timeout, Progress = progress };
    }

    /// <summary>
    /// A successful probe is the evidence of life. If even the most frequent probe asks more rarely than the time-out, a healthy
    /// engine is taken for hung between two probes.
    /// </summary>
    public static void CheckProbes(Section engine, HeartbeatSettings heartbeat, ProbesSettings probes, Place timeout)
    {
        var (key, probe) = (Evidence(probes.Liveness), Evidence(probes.Readiness)) switch
        {
            ({ } liveness, { } readiness) when readiness.Period < liveness.Period => ("readiness", readiness),
            ({ } liveness, _) => ("liveness", liveness),
            var (_, readiness) => ("readiness", readiness),
        };
        if (probe is null)
            return;
        var period = engine.Child("probes").Child(key).KeyPlace("period");
        var place = !timeout.IsDefault ? timeout : !period.IsDefault ? period : engine.Place;
        if (probe.Period >= heartbeat.Timeout)
        {
            engine.Error(
                place,
                $"a healthy engine would count as hung: its {key} probe asks only every {Section.Show(probe.Period)} and "
                + $"heartbeat.timeout is {Section.Show(heartbeat.Timeout)}; raise the time-out or lower the probe's period");
        }
        else if (Gap(probe) > heartbeat.Timeout)
        {
            engine.Warning(
                place,
                $"a slow engine may count as hung: between two successes of its {key} probe may lie {Section.Show(Gap(probe))} "
                + $"(period + timeout) and heartbeat.timeout is {Section.Show(heartbeat.Timeout)}");
        }
    }

    // What was so once, such as a line in the log, does not show that the engine lives now.
    private static ProbeSettings? Evidence(ProbeSettings? probe) => probe is { Check.IsEvidence: true } ? probe : null;

    private static TimeSpan Gap(ProbeSettings probe) => probe.Period + probe.Timeout;
}
