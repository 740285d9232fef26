using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    internal const uint SPLICE_F_MOVE = 1;
    internal const uint SPLICE_F_NONBLOCK = 2;

    /// <summary>
    /// Bytes moved between a pipe and another file; 0 when the pipe is empty and has no writer. −1 EAGAIN: nothing to move or no room
    /// now. −1 EINTR: try again. −1 EINVAL: the file cannot be spliced to (opened for appending, a terminal, some file systems).
    /// −1 EPIPE: no reader. −1 ENOSPC/EDQUOT/EIO/EFBIG: the file takes no more.
    /// </summary>
    [LibraryImport(Libc, EntryPoint = "splice", SetLastError = true)]
    internal static partial nint Splice(int source, long* sourceOffset, int target, long* targetOffset, nuint count, uint flags);
}
