namespace Supervision.Actors.Settings.Loading;

internal static class EngineLogReader
{
    public static EngineLogSettings Read(Section section)
    {
        var logs = new EngineLogSettings
        {
            ForwardStdout = Forward(section, "stdout"),
            ForwardStderr = Forward(section, "stderr"),
            KeepLines = section.Integer("keep-lines", 0, 1000),
            MaxLine = (int)section.Bytes("max-line", 256, 1024 * 1024).Value,
        };
        section.Done();
        return logs;
    }

    // null is both HOCON's literal and the word that a variable can carry.
    private static bool Forward(Section section, string key) =>
        !(section.TryFind(key, out var value, out _) && value.IsNull)
        && section.Choice(key, ("inherit", true), ("null", false));
}
