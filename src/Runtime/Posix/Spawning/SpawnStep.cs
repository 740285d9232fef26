namespace Supervision.Posix;

/// <summary>Where starting a process failed.</summary>
public enum SpawnStep
{
    /// <summary>The request itself cannot be carried out: no words, a NUL in a word, a mode that does not fit.</summary>
    Request,

    /// <summary>The program was not found, in PATH or at the path given.</summary>
    FindProgram,

    /// <summary>No pipe could be made (out of descriptors).</summary>
    Pipe,

    /// <summary>The working directory cannot be entered.</summary>
    ChangeDirectory,

    /// <summary>The kernel made no process (limit of processes, memory).</summary>
    Fork,

    /// <summary>The program was found but the kernel will not execute it.</summary>
    Exec,

    /// <summary>The host is disposed.</summary>
    Host,
}
