using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    private static readonly nint SysMemfdCreate = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 319 : 279;

    internal const int MFD_CLOEXEC = 1;

    /// <summary>A descriptor of a nameless file in memory. −1 EMFILE/ENFILE/ENOMEM. −1 ENOSYS: before Linux 3.17.</summary>
    internal static int MemfdCreate(byte* name, int flags) => (int)Syscall(SysMemfdCreate, (nint)name, flags, 0, 0);
}
