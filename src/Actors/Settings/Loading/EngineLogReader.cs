using Supervision.Posix;

namespace Supervision.Actors.Settings.Loading;

internal static class EngineLogReader
{
    private const string EnginePlaceholder = "%(engine)";

    private const string Targets = "inherit, null, passthrough or the path of a file, with a '/'";

    public static EngineLogSettings Read(Section section, InstanceText instance, string engine)
    {
        var logs = new EngineLogSettings
        {
            Stdout = Target(section, "stdout", instance, engine),
            Stderr = Target(section, "stderr", instance, engine),
            Format = section.Choice(
                "format", ("labelled", LogFileFormat.Labelled), ("json", LogFileFormat.Json), ("raw", LogFileFormat.Raw)),
            StripAnsi = section.Switch("strip-ansi"),
            Rotate = Rotation(section.Child("rotate")),
            Syslog = SyslogReader.Read(section.Child("syslog")),
            KeepLines = section.Integer("keep-lines", 0, 1000),
            MaxLine = (int)section.Bytes("max-line", 256, 1024 * 1024).Value,
        };
        section.Done();
        return logs;
    }

    // null is both HOCON's literal and the word that a variable can carry.
    private static LogTarget Target(Section section, string key, InstanceText instance, string engine)
    {
        if (section.TryFind(key, out var value, out _) && value.IsNull)
            return LogTarget.Null;
        var text = section.Text(key);
        if (!text.Valid)
            return LogTarget.Null;
        switch (text.Value)
        {
            case "inherit":
                return LogTarget.Inherit;
            case "null":
                return LogTarget.Null;
            case "passthrough":
                return LogTarget.PassThrough;
            case "stdout" when key == "stderr":
                return LogTarget.Stdout;
            case var path when path.Contains('/', StringComparison.Ordinal) && !path.Contains('\0', StringComparison.Ordinal):
                if (path.IndexOfAny([' ', ':']) is > 0 and var end && path[..end] is "file" or "inherit" or "null" or "passthrough" or "stdout" or "stderr" or "syslog")
                {
                    section.Warning(
                        text.Place,
                        $"{Section.Quote(path)} is taken as a path as it is, relative to the daemon's directory; leave out '{path[..(end + 1)]}' if the rest is meant, or write ./ before it");
                }

                return LogTarget.File(instance.Apply(path).Replace(EnginePlaceholder, engine, StringComparison.Ordinal));
            default:
                string[] words = key == "stderr" ? ["inherit", "null", "passthrough", "stdout"] : ["inherit", "null", "passthrough"];
                var expected = key == "stderr" ? Targets.Replace("passthrough or", "passthrough, stdout or", StringComparison.Ordinal) : Targets;
                var hint = KeySuggestion.Nearest(text.Value, words) is { } near ? $"; did you mean '{near}'?" : "";
                section.Error(text.Place, $"expected {expected}, found {Section.Quote(text.Value)}{hint}");
                return LogTarget.Null;
        }
    }

    private static LogRotation Rotation(Section section)
    {
        var rotation = new LogRotation
        {
            Size = section.Bytes("size", 1024, 1L << 50, "no limit"),
            Keep = section.Integer("keep", 0, 1000),
            Every = section.Choice(
                "every", ("off", LogPeriod.Off), ("hourly", LogPeriod.Hourly), ("daily", LogPeriod.Daily), ("weekly", LogPeriod.Weekly)),
            Compress = section.Switch("compress"),
        };
        section.Done();
        return rotation;
    }
}
