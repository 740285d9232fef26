using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    /// <summary>
    /// Bytes written, maybe fewer than asked. −1 EAGAIN: the pipe is full. −1 EINTR: try again. −1 EPIPE: no reader is left
    /// (SIGPIPE is ignored in this process, see <c>ProcessSetup</c>).
    /// </summary>
    [LibraryImport(Libc, EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int fd, byte* buffer, nuint count);
}
