using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    /// <summary>0. −1 EPERM: not privileged (CAP_SETGID). −1 EINVAL: more groups than the kernel takes (65536).</summary>
    [LibraryImport(Libc, EntryPoint = "setgroups", SetLastError = true)]
    internal static partial int SetGroups(nuint count, uint* groups);

    /// <summary>0. −1 EPERM: not privileged (CAP_SETGID). −1 EINVAL: an id this user namespace does not map.</summary>
    [LibraryImport(Libc, EntryPoint = "setresgid", SetLastError = true)]
    internal static partial int SetResGid(uint real, uint effective, uint saved);

    /// <summary>0. −1 EPERM: not privileged (CAP_SETUID). −1 EAGAIN: limit of processes of that user. −1 EINVAL: an id not mapped.</summary>
    [LibraryImport(Libc, EntryPoint = "setresuid", SetLastError = true)]
    internal static partial int SetResUid(uint real, uint effective, uint saved);
}
