namespace Supervision.Actors.Settings;

/// <summary>When a log file is set aside, and what becomes of it (<c>logs.rotate</c>).</summary>
public sealed record LogRotation
{
    /// <summary>Size in bytes that a file does not exceed; 0 for no limit. Default 50 MiB.</summary>
    public long Size { get; init; } = 50 * 1024 * 1024;

    /// <summary>How many old files are kept as PATH.1 (the newest) to PATH.N; 0 empties the file instead. 0 to 1000. Default 10.</summary>
    public int Keep { get; init; } = 10;

    /// <summary>Also at the turn of the hour, day or week (Monday), local time. Default <see cref="LogPeriod.Off"/>.</summary>
    public LogPeriod Every { get; init; }

    /// <summary>Whether old files are compressed in the background, to PATH.N.gz. Default false.</summary>
    public bool Compress { get; init; }
}
