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

    /// <summary>A file for a standard stream or an extra descriptor cannot be opened.</summary>
    OpenFile,

    /// <summary>The helper that the options need could not be started, or ended before the program was executed.</summary>
    Helper,

    /// <summary>A file with variables or a secret cannot be read.</summary>
    Environment,

    /// <summary>The process could not be put into a control group.</summary>
    Cgroup,

    /// <summary>A resource limit was refused.</summary>
    Limits,

    /// <summary>The nice value was refused.</summary>
    Nice,

    /// <summary>The OOM score adjustment was refused.</summary>
    OomScore,

    /// <summary>The set of processors was refused.</summary>
    CpuAffinity,

    /// <summary>The user is unknown, or may not be switched to.</summary>
    User,

    /// <summary>A group is unknown, or may not be switched to.</summary>
    Groups,

    /// <summary>The kernel knows no "no new privileges".</summary>
    NoNewPrivileges,

    /// <summary>The parent-death signal was refused.</summary>
    ParentDeathSignal,
}
