namespace Supervision.Posix;

/// <summary>Why a process could not be started.</summary>
/// <param name="Step">The step that failed.</param>
/// <param name="Errno">The system's error number (2 ENOENT, 13 EACCES, …).</param>
/// <param name="Message">One sentence for people: names the file or directory and, for a program not found, the PATH that was searched.</param>
public sealed record SpawnFailure(SpawnStep Step, int Errno, string Message)
{
    /// <summary>The message.</summary>
    public override string ToString() => Message;
}
