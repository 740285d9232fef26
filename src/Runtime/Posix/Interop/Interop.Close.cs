using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    /// <summary>0. −1 EBADF: not open (a bug of ours). −1 EINTR/EIO: on Linux the descriptor is gone all the same; never retried.</summary>
    [LibraryImport(Libc, EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int fd);
}
