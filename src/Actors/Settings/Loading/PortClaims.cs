using System.Globalization;

namespace Supervision.Actors.Settings.Loading;

/// <summary>
/// Which engine listens on which port of this machine, as far as its <c>port</c>, its command (<c>--port N</c>) and its probes tell. Two that claim one
/// are a warning and no error: only the programs know for certain, and those that set SO_REUSEPORT do share one. Engines that do not start by
/// themselves claim nothing; one may stand in for another. A gate that waits for a port of the daemon never opens, which is an error.
/// </summary>
internal sealed class PortClaims(ListenerClaims listeners)
{
    private readonly Dictionary<int, Claim> _claims = [];

    public void Add(EngineSettings engine, Section section)
    {
        if (!engine.AutoStart)
            return;
        foreach (var port in engine.Gates.PortFree ?? [])
        {
            if (listeners.OwnerOf(port) is { } own)
            {
                section.Error(
                    section.Child("gates").ValuePlace("port-free"),
                    $"the port {Text(port)} is the daemon's own ({own.Path}, {Report.Convert(own.Origin)}), so it is never free and the engine would never start; "
                    + "give the two different ports");
            }
        }

        foreach (var claim in Of(engine, section))
        {
            if (listeners.OwnerOf(claim.Port) is { } own)
            {
                section.Warning(
                    claim.Place,
                    $"the port {Text(claim.Port)} is also the daemon's own ({own.Path}, {Report.Convert(own.Origin)}), and two programs cannot listen on one; "
                    + "give each its own");
            }

            if (_claims.TryAdd(claim.Port, claim) || _claims[claim.Port] is not { } other || other.Engine.Name == engine.Name)
                continue;
            section.Warning(claim.Place, other.Engine.Engine == engine.Engine
                ? $"every instance of '{engine.Engine}' uses the port {Text(claim.Port)}, and two programs cannot listen on one; "
                    + $"write it with {InstanceText.Placeholder}"
                : $"the port {Text(claim.Port)} is also that of the engine '{other.Engine.Engine}' ({other.Place.Path}, "
                    + $"{Report.Convert(other.Place.Origin)}), and two programs cannot listen on one; give each its own");
        }
    }

    private static IEnumerable<Claim> Of(EngineSettings engine, Section section)
    {
        var told = new HashSet<int>();
        var written = section.ValuePlace("port");
        if (engine.Port is { } set && !written.IsDefault && section.Text("port").Value != "auto")
        {
            told.Add(set);
            yield return new Claim(set, engine, written);
        }

        for (var i = 1; i < engine.Command.Length; i++)
        {
            var word = engine.Command[i];
            var value = word.StartsWith("--port=", StringComparison.Ordinal) ? word["--port=".Length..]
                : engine.Command[i - 1] == "--port" ? word
                : null;
            if (value is not null && section.TryFind("command", out _, out var place)
                && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 && told.Add(port))
            {
                yield return new Claim(port, engine, place);
            }
        }

        // An option that only the preset knows, or its default: the engine that chose the preset is to blame.
        if (engine.Port is { } served && told.Add(served))
            yield return new Claim(served, engine, section.Place);

        var probes = section.Child("probes");
        foreach (var (kind, probe) in new[]
        {
            ("startup", engine.Probes.Startup), ("liveness", engine.Probes.Liveness), ("readiness", engine.Probes.Readiness),
        })
        {
            if (Target(probe?.Check) is not var (key, port) || !probes.Child(kind).TryFind(key, out _, out var place))
                continue;
            // A preset's default is nobody's line: the engine that chose it is.
            if (told.Add(port))
                yield return new Claim(port, engine, place.IsPreset ? section.Place : place);
        }
    }

    private static (string Key, int Port)? Target(ProbeCheck? check) => check switch
    {
        ProbeCheck.Http { UnixSocket: null } http when http.Url.IsLoopback || http.Url.Host is "0.0.0.0" => ("http", http.Url.Port),
        ProbeCheck.Tcp tcp when IsOwn(tcp.Host) => ("tcp", tcp.Port),
        ProbeCheck.Grpc grpc when IsOwn(grpc.Host) => ("grpc", grpc.Port),
        _ => null,
    };

    private static bool IsOwn(string host) => host is "localhost" or "0.0.0.0" or "::1" or "::" || host.StartsWith("127.", StringComparison.Ordinal);

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    private sealed record Claim(int Port, EngineSettings Engine, Place Place);
}
