namespace Supervision.Actors.Settings;

/// <summary>The kinds of <see cref="LogTarget"/>.</summary>
public enum LogTargetKind
{
    /// <summary>Lines in the daemon's own log.</summary>
    Inherit,

    /// <summary>Nowhere.</summary>
    Null,

    /// <summary>Bytes as they are, to the daemon's stream of the same name.</summary>
    PassThrough,

    /// <summary>Standard error into the engine's standard output.</summary>
    Stdout,

    /// <summary>A file, device or named pipe.</summary>
    File,
}
