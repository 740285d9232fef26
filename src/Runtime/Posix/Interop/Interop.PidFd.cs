using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    // The same numbers on every architecture. Called through syscall() because glibc has wrappers only since 2.36, musl none.
    private const nint SysPidFdSendSignal = 424;
    private const nint SysPidFdOpen = 434;
    private const nint SysCloseRange = 436;

    internal const int CLOSE_RANGE_CLOEXEC = 4;

    /// <summary>A close-on-exec descriptor. −1 ESRCH: gone. −1 ENOSYS/EPERM: old or filtered kernel; use pids. −1 EMFILE/ENFILE/ENOMEM.</summary>
    internal static int PidFdOpen(int pid) => (int)Syscall(SysPidFdOpen, pid, 0, 0, 0);

    /// <summary>0. −1 ESRCH: gone or a zombie that was reaped. −1 EPERM: not ours to signal. −1 EINVAL: no such signal.</summary>
    internal static int PidFdSendSignal(int pidfd, int signal) => (int)Syscall(SysPidFdSendSignal, pidfd, signal, 0, 0);

    /// <summary>0. −1 ENOSYS (before Linux 5.9) or EINVAL (flag unknown, before 5.11): the caller does without.</summary>
    internal static int CloseRange(uint first, uint last, uint flags) =>
        (int)Syscall(SysCloseRange, (nint)first, (nint)last, (nint)flags, 0);

    [LibraryImport(Libc, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Syscall(nint number, nint a, nint b, nint c, nint d);
}
