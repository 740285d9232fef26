using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    /// <summary>The session, for zombies too; 0 for one made outside our pid namespace. −1 ESRCH: gone. −1 EPERM: never on Linux.</summary>
    [LibraryImport(Libc, EntryPoint = "getsid", SetLastError = true)]
    internal static partial int Getsid(int pid);
}
