namespace Supervision.Posix;

/// <summary>Where a child's output stream goes.</summary>
public enum OutputMode
{
    /// <summary>A pipe whose bytes reach <see cref="IProcessObserver.OnOutput"/>.</summary>
    Pipe,

    /// <summary>Our own stream of the same name.</summary>
    Inherit,

    /// <summary>/dev/null.</summary>
    Null,

    /// <summary>For standard error only: wherever standard output goes, in the order the child wrote.</summary>
    ToStdout,

    /// <summary>Appended to a file: <see cref="SpawnRequest.StdoutFile"/> or <see cref="SpawnRequest.StderrFile"/>.</summary>
    File,
}
