namespace Supervision.Actors.Settings.Loading;

/// <summary>Reads where pbm is answered. What would let strangers in is refused.</summary>
internal static class PbmReader
{
    private const string Auto = "auto";

    public static PbmSettings Read(Section section, bool insecure)
    {
        var enabled = section.Choice(
            "enabled", (Auto, (Unix: true, Tcp: false)), ("on", (Unix: true, Tcp: true)), ("off", (Unix: false, Tcp: false)));
        var unix = section.Text("unix");
        if (unix.Valid && unix.Value is not (Auto or "off") && !unix.Value.StartsWith('/'))
            section.Error(unix.Place, $"expected auto, off or an absolute path, found {Section.Quote(unix.Value)}");
        else if (unix.Valid && SpawnReader.SocketProblem(unix.Value) is { } problem)
        {
            section.Error(unix.Place, problem);
            unix = unix with { Value = Auto };
        }

        var host = section.Text("host");
        if (host.Valid && Uri.CheckHostName(host.Value) == UriHostNameType.Unknown)
            section.Error(host.Place, $"expected a host name or address, found {Section.Quote(host.Value)}");
        var port = section.Integer("port", 0, 65535);
        var token = section.Text("token-file");
        if (token.Valid && token.Value.Length > 0 && !token.Value.StartsWith('/'))
            section.Error(token.Place, $"expected an absolute path, or an empty text for none, found {Section.Quote(token.Value)}");
        var settings = new PbmSettings
        {
            Unix = enabled.Value.Unix && unix.Value != "off",
            UnixPath = unix.Value == Auto ? null : unix.Value,
            Tcp = enabled.Value.Tcp,
            Host = host.Value,
            Port = port,
            TokenFile = token.Value is { Length: > 0 } path ? path : null,
        };
        if (settings is { Tcp: true, TokenFile: null } && host.Valid && !insecure && !ControlReader.IsLoopback(host.Value))
        {
            section.Error(
                host.Place,
                $"{Section.Quote(host.Value)} can be reached from other machines, and pbm has no token: set supervision.control.pbm.token-file,"
                + " or supervision.control.insecure = true if everybody there shall command");
        }

        if (settings is { Tcp: true, TokenFile: { } file } && file.StartsWith('/'))
            ControlFiles.CheckToken(section, token.Place, file);
        section.Done();
        return settings;
    }
}
