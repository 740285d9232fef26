using Supervision.Hocon;

namespace Supervision.Actors.Settings.Loading;

/// <summary>Reads one probe: exactly one check and its thresholds, or nothing at all.</summary>
internal static class ProbeReader
{
    private const string Checks = "http = \"URL\", tcp = \"HOST:PORT\" or exec = COMMAND";

    /// <summary>The probe, or null where it is off: no check is written, or the whole probe is null.</summary>
    public static ProbeSettings? Read(Section probes, string key, InstanceText instance)
    {
        if (probes.TryFind(key, out var value, out _) && value.IsNull)
            return null;
        var section = probes.Child(key);
        var check = Check(section, instance, out var written);
        var initialDelay = section.Duration("initial-delay", TimeSpan.Zero, Limits.LongestWait);
        var period = section.Duration("period", Limits.ShortestPeriod, Limits.LongestWait);
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
            Timeout = timeout,
            Failures = failures,
            Successes = successes,
        };
    }

    // A null check is no check: it takes back one that the defaults have.
    private static ProbeCheck? Check(Section section, InstanceText instance, out bool written)
    {
        ProbeCheck? check = null;
        string? first = null;
        foreach (var kind in (ReadOnlySpan<string>)["http", "tcp", "exec"])
        {
            if (!section.TryFind(kind, out var value, out var place) || value.IsNull)
                continue;
            if (first is not null)
            {
                section.Error(
                    place,
                    $"a probe has exactly one check and '{first}' is set too; remove one, "
                    + $"or take an inherited one back with {first} = null");
                continue;
            }

            first = kind;
            check = kind switch
            {
                "http" => Http(section, value, place, instance),
                "tcp" => Tcp(section, value, place, instance),
                _ => Exec(section, value, place, instance),
            };
        }

        written = first is not null;
        return check;
    }

    private static ProbeCheck.Http? Http(Section section, HoconValue value, Place place, InstanceText instance)
    {
        if (value is HoconScalar scalar
            && Uri.TryCreate(instance.Apply(scalar.Text), UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            && url.Host.Length > 0)
        {
            return new ProbeCheck.Http(url);
        }

        section.Error(
            place, $"expected an absolute http or https URL, such as \"http://127.0.0.1:8080/health\", found {Section.Describe(value)}");
        return null;
    }

    private static ProbeCheck.Tcp? Tcp(Section section, HoconValue value, Place place, InstanceText instance)
    {
        if (value is HoconScalar scalar && HostAndPort.TryParse(instance.Apply(scalar.Text), out var host, out var port))
            return new ProbeCheck.Tcp(host, port);
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
