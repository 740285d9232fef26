namespace Supervision.Actors.Logs;

/// <summary>A file that was set aside and is to be compressed. Its number changes while it waits; the log file's lock guards it.</summary>
internal sealed class OldLogFile(string path)
{
    public string Path { get; } = path;

    public int Number { get; set; }
}
