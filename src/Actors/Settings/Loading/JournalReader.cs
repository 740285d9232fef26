namespace Supervision.Actors.Settings.Loading;

internal static class JournalReader
{
    public static JournalSettings Read(Section section)
    {
        var path = section.Text("path");
        if (path.Valid && path.Value.Length > 0 && !path.Value.StartsWith('/'))
            section.Error(path.Place, $"expected an absolute path, or an empty text for none, found {Section.Quote(path.Value)}");
        var settings = new JournalSettings
        {
            Path = path.Value ?? "",
            MaxSize = section.Bytes("max-size", 64 * 1024, 1L << 50),
            Keep = section.Integer("keep", 0, 1000),
            Flush = section.Choice("fsync", ("second", JournalFlush.Second), ("always", JournalFlush.Always), ("never", JournalFlush.Never)),
            Events = section.Integer("events", 1, 10_000_000),
            Memory = section.Bytes("memory", 64 * 1024, 1L << 40),
            Samples = section.Switch("samples"),
        };
        section.Done();
        return settings;
    }
}
