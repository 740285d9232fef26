namespace Supervision.Actors.Settings;

/// <summary>What happens to an engine's output (<c>logs</c>).</summary>
public sealed record EngineLogSettings
{
    /// <summary>Where standard output goes; its last lines are kept for failure reports in any case. Default <see cref="LogTarget.Inherit"/>.</summary>
    public LogTarget Stdout { get; init; } = LogTarget.Inherit;

    /// <summary>The same for standard error. Default <see cref="LogTarget.Inherit"/>.</summary>
    public LogTarget Stderr { get; init; } = LogTarget.Inherit;

    /// <summary>Shape of what is written to files. Default <see cref="LogFileFormat.Labelled"/>.</summary>
    public LogFileFormat Format { get; init; }

    /// <summary>Whether terminal control sequences (colours, cursor moves, titles) are taken out. Default false.</summary>
    public bool StripAnsi { get; init; }

    /// <summary>When files are set aside.</summary>
    public LogRotation Rotate { get; init; } = new();

    /// <summary>Copies for a syslog server.</summary>
    public SyslogSettings Syslog { get; init; } = new();

    /// <summary>How many last lines are kept per attempt and shown with a failure; 0 to 1000. Default 20.</summary>
    public int KeepLines { get; init; } = 20;

    /// <summary>Longest line in bytes; a longer one is cut into pieces of this size. 256 to 1 MiB. Default 16 KiB.</summary>
    public int MaxLine { get; init; } = 16 * 1024;
}
