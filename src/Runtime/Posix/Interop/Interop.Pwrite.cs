using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    /// <summary>Bytes written at an offset, maybe fewer than asked. −1 EINTR: try again. −1 ENOSPC/EDQUOT/EIO/EFBIG: the file takes no more.</summary>
    [LibraryImport(Libc, EntryPoint = "pwrite", SetLastError = true)]
    internal static partial nint Pwrite(int fd, byte* buffer, nuint count, long offset);
}
