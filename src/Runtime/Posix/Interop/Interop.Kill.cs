using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    /// <summary>
    /// 0: at least one process was signalled (zombies count). −1 ESRCH: no such process or group. −1 EPERM: none of them may be
    /// signalled by us. −1 EINVAL: no such signal.
    /// </summary>
    [LibraryImport(Libc, EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int pid, int signal);
}
