using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    private static readonly nint SysGetdents64 = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 217 : 61;

    internal const int DirentLengthOffset = 16;
    internal const int DirentNameOffset = 19;

    /// <summary>Bytes of <c>linux_dirent64</c> records stored; 0 at the end. −1 EINVAL: buffer too small. −1 ENOENT: directory gone.</summary>
    internal static int Getdents(int fd, byte* buffer, int size) => (int)Syscall(SysGetdents64, fd, (nint)buffer, size, 0);
}
