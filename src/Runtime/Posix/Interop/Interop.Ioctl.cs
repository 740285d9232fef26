using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    /// <summary>How many bytes wait in a pipe.</summary>
    internal const nuint FIONREAD = 0x541B;

    /// <summary>0, with the answer in the argument. −1 EBADF: not open. −1 ENOTTY: not for this kind of descriptor.</summary>
    [LibraryImport(Libc, EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int Ioctl(int fd, nuint request, int* argument);
}
