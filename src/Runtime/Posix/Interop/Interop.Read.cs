using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    /// <summary>
    /// Bytes read; 0 at the end of the file or pipe. −1 EAGAIN: nothing now (non-blocking). −1 EINTR: try again.
    /// −1 ESRCH/ENOENT: the process behind a /proc file is gone. −1 others: the source is unusable.
    /// </summary>
    [LibraryImport(Libc, EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int fd, byte* buffer, nuint count);
}
