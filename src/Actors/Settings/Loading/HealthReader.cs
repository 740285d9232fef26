namespace Supervision.Actors.Settings.Loading;

internal static class HealthReader
{
    public static HealthSettings Read(Section section)
    {
        var listen = section.Text("listen");
        string? host = null;
        var port = 0;
        if (listen.Valid && listen.Value != "off" && !HostAndPort.TryParse(listen.Value, out host, out port))
            section.Error(listen.Place, $"expected off or HOST:PORT, such as 127.0.0.1:9090 or 0.0.0.0:9090, found {Section.Quote(listen.Value)}");
        var message = section.Text("termination-message");
        if (message.Valid && message.Value is not ("auto" or "off") && !message.Value.StartsWith('/'))
            section.Error(message.Place, $"expected auto, off or an absolute path, found {Section.Quote(message.Value)}");
        section.Done();
        return new HealthSettings
        {
            Host = host,
            Port = port,
            TerminationMessage = message.Value switch
            {
                "auto" => null,
                "off" => "",
                var path => path,
            },
        };
    }
}
