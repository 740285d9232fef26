using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    internal const int PR_SET_CHILD_SUBREAPER = 36;
    internal const int PR_GET_CHILD_SUBREAPER = 37;

    /// <summary>0. −1 EINVAL: kernel before 3.4, or a sandbox that lacks it; orphans then go to PID 1.</summary>
    [LibraryImport(Libc, EntryPoint = "prctl", SetLastError = true)]
    internal static partial int Prctl(int option, nint argument, nint a3, nint a4, nint a5);
}
