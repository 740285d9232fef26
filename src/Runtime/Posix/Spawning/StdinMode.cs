namespace Supervision.Posix;

/// <summary>What a child reads from as its standard input.</summary>
public enum StdinMode
{
    /// <summary>/dev/null: every read meets the end of the file.</summary>
    Null,

    /// <summary>A pipe that <see cref="IChildProcess.WriteStdinAsync"/> writes to.</summary>
    Pipe,

    /// <summary>Our own standard input.</summary>
    Inherit,

    /// <summary>The file <see cref="SpawnRequest.StdinFile"/>.</summary>
    File,
}
