using System.Collections.Immutable;
using System.Globalization;
using Supervision.Hocon;

namespace Supervision.Actors.Settings.Loading;

/// <summary>
/// What <c>%(host)</c>, <c>%(port)</c> and <c>%(metrics-port)</c> stand for: what the command says in options, else the preset's defaults.
/// </summary>
internal static class PresetPlaces
{
    private static readonly HoconObject _plain = (HoconObject)HoconDocument.Parse(
        "places { host { options = [\"--host\"], default = \"127.0.0.1\" }, port { options = [\"--port\"] } }").Resolve()["places"];

    /// <summary>The port that the engine's settings say it serves on; null for <c>auto</c>.</summary>
    public static int? WrittenPort(Section section, InstanceText instance)
    {
        var text = section.Text("port");
        if (!text.Valid || text.Value == "auto")
            return null;
        var port = instance.Apply(text.Value);
        if (IsPort(port))
            return int.Parse(port, CultureInfo.InvariantCulture);
        section.Error(text.Place, $"expected a port from 1 to 65535, or auto, found {Section.Quote(text.Value)}");
        return null;
    }

    public static ImmutableSortedDictionary<string, string> Of(string? preset, ImmutableArray<string> command, int? port)
    {
        var places = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in Presets.PlacesOf(preset) ?? _plain)
        {
            var place = (HoconObject)value;
            var options = ((HoconArray)place["options"]).Select(option => ((HoconScalar)option).Text).ToArray();
            var found = name == "port" && port is { } written
                ? written.ToString(CultureInfo.InvariantCulture) : Option(command, options, name == "host" ? IsHost : IsPort);
            found ??= place.TryGetValue("default", out var other) ? ((HoconScalar)other).Text : null;
            if (found is not null)
                places[name] = name == "host" ? Reachable(found) : found;
        }

        return places.ToImmutable();
    }

    // --port 8000, --port=8000, -p 8000; the last one counts, as it does for the programs.
    private static string? Option(ImmutableArray<string> command, string[] options, Func<string, bool> fits)
    {
        string? found = null;
        for (var i = 1; i < command.Length; i++)
        {
            foreach (var option in options)
            {
                var value = command[i] == option && i + 1 < command.Length ? command[i + 1]
                    : command[i].StartsWith(option + "=", StringComparison.Ordinal) ? command[i][(option.Length + 1)..] : null;
                if (value is not null && fits(value))
                    found = value;
            }
        }

        return found;
    }

    // Where it listens on every address, we reach it on our own.
    private static string Reachable(string host) => host switch
    {
        "0.0.0.0" or "" => "127.0.0.1",
        "::" or "[::]" => "[::1]",
        _ => host.Contains(':', StringComparison.Ordinal) && host[0] != '[' ? $"[{host}]" : host,
    };

    private static bool IsPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535;

    private static bool IsHost(string text) => Uri.CheckHostName(text.Trim('[', ']')) != UriHostNameType.Unknown;
}
