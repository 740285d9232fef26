using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    /// <summary>0 with [read, write] in <paramref name="fds"/>. −1 EMFILE/ENFILE: out of descriptors. −1 EINVAL: bad flags (a bug of ours).</summary>
    [LibraryImport(Libc, EntryPoint = "pipe2", SetLastError = true)]
    internal static partial int Pipe2(int* fds, int flags);
}
