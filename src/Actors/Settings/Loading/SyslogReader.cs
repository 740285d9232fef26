namespace Supervision.Actors.Settings.Loading;

internal static class SyslogReader
{
    private static readonly string[] _facilities =
    [
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp",
    ];

    private const int FirstLocal = 16;
    private const int Locals = 8;

    public static SyslogSettings Read(Section section)
    {
        var to = section.Text("to");
        var syslog = new SyslogSettings
        {
            Modern = section.Choice("protocol", ("rfc5424", true), ("rfc3164", false)),
            Facility = section.Choice("facility", [.. Facilities()]),
        };
        section.Done();
        if (!to.Valid || to.Value == "off")
            return syslog;
        if (to.Value.StartsWith('/') && !to.Value.Contains('\0', StringComparison.Ordinal))
            return syslog with { Socket = to.Value };
        if (to.Value.StartsWith("udp://", StringComparison.Ordinal)
            && Uri.TryCreate(to.Value, UriKind.Absolute, out var uri) && uri is { Host.Length: > 0, PathAndQuery: "/" or "", UserInfo: "" })
        {
            return syslog with { Host = uri.IdnHost, Port = uri.Port > 0 ? uri.Port : syslog.Port };
        }

        section.Error(
            to.Place, $"expected off, the path of a socket such as /dev/log, or udp://HOST:PORT, found {Section.Quote(to.Value)}");
        return syslog;
    }

    private static IEnumerable<(string, int)> Facilities()
    {
        for (var i = 0; i < _facilities.Length; i++)
            yield return (_facilities[i], i);
        for (var i = 0; i < Locals; i++)
            yield return ($"local{i}", FirstLocal + i);
    }
}
