namespace Supervision.Actors.Settings.Loading;

internal static class LogReader
{
    public static LogSettings Read(Section section)
    {
        var log = new LogSettings
        {
            Level = section.Choice(
                "level",
                ("debug", LogSeverity.Debug),
                ("info", LogSeverity.Info),
                ("warn", LogSeverity.Warn),
                ("error", LogSeverity.Error),
                ("critical", LogSeverity.Critical)),
            Format = section.Choice("format", ("text", LogFormat.Text), ("json", LogFormat.Json)),
        };
        section.Done();
        return log;
    }
}
