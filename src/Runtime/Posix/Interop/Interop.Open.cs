using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    /// <summary>A descriptor. −1 ENOENT/ESRCH: no such file or process. −1 EACCES/EPERM: hidden from us. −1 EMFILE/ENFILE: out of descriptors. −1 EINTR: try again.</summary>
    [LibraryImport(Libc, EntryPoint = "open", SetLastError = true)]
    internal static partial int Open(byte* path, int flags, int mode);
}
