using Supervision.Hocon;

namespace Supervision.Actors.Settings.Loading;

/// <summary>Reads one probe: exactly one check and its thresholds, or nothing at all.</summary>
internal static class ProbeReader
{
    private const string Checks = "http = \"URL\", tcp = \"HOST:PORT\", exec = COMMAND, grpc = \"HOST:PORT\", unix = PATH, log = PATTERN, "
        + "notify = ready, fd = NUMBER or heartbeat-file { path = PATH }";

    private static readonly string[] _kinds = ["http", "tcp", "exec", "grpc", "unix", "log", "notify", "fd", "heartbeat-file"];

    /// <summary>The probe, or null where it is off: no check is written, or the whole probe is null.</summary>
    public static ProbeSettings? Read(Section probes, string key, InstanceText instance)
    {
        if (probes.TryFind(key, out var value, out _) && value.IsNull)
            return null;
        var section = probes.Child(key);
        var check = Check(section, instance, out var written);
        var initialDelay = section.Duration("initial-delay", TimeSpan.Zero, Limits.LongestWait);
        var period = section.Duration("period", Limits.ShortestPeriod, Limits.LongestWait);
        var fastPeriod = section.Duration("fast-period", Limits.ShortestPeriod, Limits.LongestWait, "the period");
        var timeout = section.Duration("timeout", Limits.ShortestPeriod, Limits.LongestWait);
        var failures = section.Integer("failures", 1, 100_000);
        var successes = section.Integer("successes", 1, 100_000);
        section.Done();
        if (!written && section.FirstOwnKey() is { } own && section.Asked.Contains(own))
            section.Error(section.KeyPlace(own), $"the probe {key} has '{own}' but no check; add one of {Checks}, or remove the probe");
        return check is null ? null : new ProbeSettings
        {
            Check = check,
            InitialDelay = initialDelay,
            Period = period,
            FastPeriod = fastPeriod,
            Timeout = timeout,
            Failures = failures,
            Successes = successes,
        };
    }

    // A null check is no check: it takes back one that the defaults have. One that somebody wrote replaces a preset's.
    private static ProbeCheck? Check(Section section, InstanceText instance, out bool written)
    {
        var found = new List<(string Kind, HoconValue Value, Place Place)>();
        foreach (var kind in _kinds)
        {
            if (section.TryFind(kind, out var value, out var place) && !value.IsNull)
                found.Add((kind, value, place));
        }

        if (found.Exists(one => !one.Place.IsPreset))
            found.RemoveAll(one => one.Place.IsPreset);
        written = found.Count > 0;
        if (!written)
            return null;
        foreach (var other in found.Skip(1))
        {
            section.Error(
                other.Place,
                $"a probe has exactly one check and '{found[0].Kind}' is set too; remove one, "
                + $"or take an inherited one back with {found[0].Kind} = null");
        }

        var (first, check, at) = found[0];
        return first switch
        {
            "http" => HttpCheckReader.Read(section, check, at, instance),
            "tcp" => HostPort(section, check, at, instance) is var (host, port) ? new ProbeCheck.Tcp(host, port) : null,
            "exec" => Exec(section, check, at, instance),
            _ => SignalCheckReader.Read(section, first, check, at, instance),
        };
    }

    /// <summary>HOST:PORT of a check, or null where it is wrong, which was then reported.</summary>
    public static (string Host, int Port)? HostPort(Section section, HoconValue value, Place place, InstanceText instance)
    {
        if (value is HoconScalar scalar && HostAndPort.TryParse(instance.Apply(scalar.Text), out var host, out var port))
            return (host, port);
        section.Error(
            place,
            $"expected \"HOST:PORT\" with a port from 1 to 65535, such as \"127.0.0.1:8080\" or \"[::1]:8080\", "
            + $"found {Section.Describe(value)}");
        return null;
    }

    private static ProbeCheck.Exec? Exec(Section section, HoconValue value, Place place, InstanceText instance)
    {
        var command = CommandReader.Read(section, value, place, instance);
        return command.IsEmpty ? null : new ProbeCheck.Exec(command);
    }
}
