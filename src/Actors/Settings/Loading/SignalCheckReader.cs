using System.Globalization;
using Supervision.Hocon;

namespace Supervision.Actors.Settings.Loading;

/// <summary>Reads the checks beside http, tcp and exec: each a text in its short form, or a section.</summary>
internal static class SignalCheckReader
{
    public static ProbeCheck? Read(Section probe, string kind, HoconValue value, Place place, InstanceText instance)
    {
        if (value is HoconObject)
            return ReadSection(probe.Child(kind), kind, instance);
        if (kind == "grpc")
            return ProbeReader.HostPort(probe, value, place, instance) is var (host, port) ? new ProbeCheck.Grpc(host, port, "") : null;
        var text = probe.Text(kind);
        return !text.Valid ? null : Short(probe, kind, text, instance);
    }

    private static ProbeCheck? Short(Section probe, string kind, Setting<string> text, InstanceText instance)
    {
        switch (kind)
        {
            case "unix" when SpawnReader.PathProblem(text.Value) is null:
                if (SpawnReader.SocketProblem(instance.Apply(text.Value)) is not { } tooLong)
                    return new ProbeCheck.Unix(instance.Apply(text.Value));
                probe.Error(text.Place, tooLong);
                return null;
            case "log":
                if (SpawnReader.PatternProblem(text.Value) is not { } wrong)
                    return new ProbeCheck.Log(text.Value, TimeSpan.Zero);
                probe.Error(text.Place, wrong);
                return null;
            case "notify" when text.Value == "ready":
                return new ProbeCheck.Notify(TimeSpan.Zero);
            case "fd" when int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 3 and <= 255:
                return new ProbeCheck.Descriptor(number);
        }

        probe.Error(text.Place, $"expected {Expected(kind)}, found {Section.Quote(text.Value)}");
        return null;
    }

    private static string Expected(string kind) => kind switch
    {
        "unix" => "the path of a socket, or @NAME in the abstract namespace",
        "notify" => "ready, or a section { watchdog = 30s }",
        "fd" => "a descriptor's number from 3 to 255",
        _ => "a section { path = PATH, max-age = 30s }",
    };

    private static ProbeCheck? ReadSection(Section section, string kind, InstanceText instance)
    {
        ProbeCheck? check = null;
        switch (kind)
        {
            case "grpc":
                var service = section.Has("service") ? section.Text("service").Value : null;
                if (section.TryFind("address", out var address, out var at))
                    check = ProbeReader.HostPort(section, address, at, instance) is var (host, port) ? new ProbeCheck.Grpc(host, port, instance.Apply(service ?? "")) : null;
                else
                    section.Error(section.Place, "has no address; add address = \"127.0.0.1:8001\"");
                break;
            case "log":
                var within = section.Has("within") ? section.Duration("within", Limits.ShortestPeriod, Limits.LongestWait, "any time in the attempt").Value : TimeSpan.Zero;
                var pattern = Required(section, "pattern", "\"server is ready\"");
                if (pattern is { Valid: true } && SpawnReader.PatternProblem(pattern.Value.Value) is { } wrong)
                    section.Error(pattern.Value.Place, wrong);
                else if (pattern is { Valid: true })
                    check = new ProbeCheck.Log(pattern.Value.Value, within);
                break;
            case "notify":
                var watchdog = section.Has("watchdog") ? section.Duration("watchdog", Limits.ShortestPeriod, Limits.LongestWait, "ready") : default;
                check = new ProbeCheck.Notify(watchdog.Value);
                break;
            case "heartbeat-file":
                var age = section.Has("max-age")
                    ? section.Duration("max-age", Limits.ShortestPeriod, Limits.LongestWait).Value : TimeSpan.FromSeconds(30);
                if (Required(section, "path", "/run/engine/heartbeat") is { Valid: true } path)
                    check = new ProbeCheck.HeartbeatFile(instance.Apply(path.Value), age);
                break;
            default:
                section.Error(section.Place, $"expected {Expected(kind)}, found a section");
                return null;
        }

        section.Done();
        return check;
    }

    private static Setting<string>? Required(Section section, string key, string example)
    {
        if (section.Has(key))
            return section.Text(key);
        if (!section.IsBroken)
            section.Error(section.Place, $"has no {key}; add {key} = {example}");
        return null;
    }
}
