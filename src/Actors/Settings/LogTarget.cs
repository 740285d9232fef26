namespace Supervision.Actors.Settings;

/// <summary>Where one output stream of an engine goes.</summary>
public sealed record LogTarget
{
    private LogTarget(LogTargetKind kind, string? path = null)
    {
        Kind = kind;
        Path = path;
    }

    /// <summary>Lines in the daemon's own log.</summary>
    public static LogTarget Inherit { get; } = new(LogTargetKind.Inherit);

    /// <summary>Nowhere; the last lines are kept for failure reports all the same.</summary>
    public static LogTarget Null { get; } = new(LogTargetKind.Null);

    /// <summary>Bytes as they are, to the daemon's stream of the same name.</summary>
    public static LogTarget PassThrough { get; } = new(LogTargetKind.PassThrough);

    /// <summary>For standard error only: into the engine's standard output, in the order written.</summary>
    public static LogTarget Stdout { get; } = new(LogTargetKind.Stdout);

    /// <summary>The kind.</summary>
    public LogTargetKind Kind { get; }

    /// <summary>The file's path; null unless <see cref="Kind"/> is <see cref="LogTargetKind.File"/>.</summary>
    public string? Path { get; }

    /// <summary>A file, device or named pipe.</summary>
    /// <param name="path">Its path.</param>
    public static LogTarget File(string path) => new(LogTargetKind.File, path);
}
