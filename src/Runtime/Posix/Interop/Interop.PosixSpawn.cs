using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    /// <summary>
    /// 0 with the child's pid. Else the error itself (errno is not used): what fork, a file action or execve of the child
    /// said. EAGAIN/ENOMEM: no process could be made. Which of the others belongs to which step, <c>SpawnDiagnosis</c> finds out.
    /// On an error there is no child and nothing to reap.
    /// </summary>
    [LibraryImport(Libc, EntryPoint = "posix_spawn")]
    internal static partial int PosixSpawn(int* pid, byte* path, void* actions, void* attributes, byte** argv, byte** envp);
}
