using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    internal const int AT_FDCWD = -100;
    internal const int AT_EACCESS = 0x200;
    internal const int X_OK = 1;

    /// <summary>0: allowed to the effective user. −1 EACCES: not allowed, or no search permission on a parent. −1 ENOENT/ENOTDIR/ELOOP: no such file.</summary>
    [LibraryImport(Libc, EntryPoint = "faccessat", SetLastError = true)]
    internal static partial int Faccessat(int directory, byte* path, int mode, int flags);
}
