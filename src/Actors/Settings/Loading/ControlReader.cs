using System.Collections.Immutable;
using System.Net;

namespace Supervision.Actors.Settings.Loading;

/// <summary>Reads where the daemon takes commands. What would let strangers in is refused.</summary>
internal static class ControlReader
{
    public static ControlSettings Read(Section section)
    {
        var http = section.Child("http");
        var listen = http.Text("listen");
        string? host = null;
        var port = 0;
        if (listen.Valid && listen.Value != "off" && !HostAndPort.TryParse(listen.Value, out host, out port))
            http.Error(listen.Place, $"expected off or HOST:PORT, such as 127.0.0.1:9001, found {Section.Quote(listen.Value)}");
        var names = TextListReader.Read(http, "names", "host names", new InstanceText(0), NameProblem);
        var tls = http.Child("tls");
        var certificate = tls.Text("certificate");
        var key = tls.Text("key");
        var certificatePath = File(tls, certificate);
        var keyPath = File(tls, key);
        if (keyPath is not null && certificatePath is null)
            tls.Warning(key.Place, "has no effect without a certificate");
        tls.Done();
        http.Done();

        var unix = section.Child("unix");
        var unixPath = unix.Text("path");
        var path = File(unix, unixPath);
        if (path is not null && SpawnReader.SocketProblem(path) is { } tooLong)
            unix.Error(unixPath.Place, tooLong);
        var mode = Mode(unix);
        unix.Done();

        var settings = new ControlSettings
        {
            HttpHost = host,
            HttpPort = port,
            HttpNames = names,
            TlsCertificate = certificatePath,
            TlsKey = keyPath,
            UnixPath = path,
            UnixMode = mode,
            Passwords = Credentials(section.Child("passwords"), "user", isToken: false),
            Tokens = Credentials(section.Child("tokens"), "owner of a token", isToken: true),
            Insecure = section.Switch("insecure"),
        };
        settings = settings with { Pbm = PbmReader.Read(section.Child("pbm"), settings.Insecure) };
        CheckOpenness(section, settings, listen.Place, unix.ValuePlace("mode"));
        if (certificatePath is not null && (host ?? path) is not null)
            ControlFiles.CheckCertificate(section, certificate, certificatePath, key, keyPath);
        section.Done();
        return settings;
    }

    private static void CheckOpenness(Section section, ControlSettings settings, Place listen, Place mode)
    {
        const string Remedy = "set passwords or tokens below supervision.control, or insecure = true if everybody there shall command";
        if (settings.Insecure || settings.HasCredentials)
            return;
        if (settings.HttpHost is { } host && !IsLoopback(host))
            section.Error(listen, $"{Section.Quote(host)} can be reached from other machines, and nobody has credentials: {Remedy}");
        if (settings.UnixPath is not null && (settings.UnixMode & 0x6) != 0)
            section.Error(mode, $"every user of this machine could use the socket, and nobody has credentials: {Remedy}");
    }

    internal static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static string? File(Section section, Setting<string> path)
    {
        if (!path.Valid || path.Value.Length == 0)
            return null;
        if (path.Value.StartsWith('/') && SpawnReader.PathProblem(path.Value) is null)
            return path.Value;
        section.Error(path.Place, $"expected an absolute path, or an empty text for none, found {Section.Quote(path.Value)}");
        return null;
    }

    private static int Mode(Section section)
    {
        var text = section.Text("mode");
        if (!text.Valid)
            return 0;
        if (text.Value.Length is 3 or 4 && text.Value.All(c => c is >= '0' and <= '7') && Convert.ToInt32(text.Value, 8) is var mode and <= 0x1ff)
            return mode;
        section.Error(text.Place, $"expected an octal mode from 000 to 777, such as 660, found {Section.Quote(text.Value)}");
        return 0;
    }

    private static string? NameProblem(string name) =>
        Uri.CheckHostName(name) == UriHostNameType.Unknown ? $"{Section.Quote(name)} is no host name" : null;

    private static ImmutableSortedDictionary<string, string> Credentials(Section section, string what, bool isToken) => TextMapReader.Read(
        section,
        "a text, or {SHA256} and the digits of its hash",
        name => Names.IsValid(name) ? null : $"{Section.Quote(name)} cannot name a {what}: {Names.Rule}",
        text => Problem(text, isToken));

    // No message holds the value.
    private static string? Problem(string text, bool isToken)
    {
        foreach (var (prefix, digits) in (ReadOnlySpan<(string, int)>)[("{SHA256}", 64), ("{SHA}", 40)])
        {
            if (text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return text.Length == prefix.Length + digits && text[prefix.Length..].All(char.IsAsciiHexDigit)
                    ? null
                    : $"{prefix} is followed by {digits} hexadecimal digits";
            }
        }

        return text.Length == 0 ? "it is empty"
            : isToken && text.Length < ControlFiles.ShortestToken ? $"a token has at least {ControlFiles.ShortestToken} characters, found a shorter one"
            : null;
    }
}
