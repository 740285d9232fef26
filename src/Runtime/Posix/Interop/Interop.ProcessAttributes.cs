using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    internal const int PRIO_PROCESS = 0;
    internal const int PR_SET_PDEATHSIG = 1;
    internal const int PR_SET_NO_NEW_PRIVS = 38;

    /// <summary><c>struct rlimit</c> on 64-bit.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct RLimit
    {
        internal ulong Soft;
        internal ulong Hard;
    }

    /// <summary>The former mask; never fails.</summary>
    [LibraryImport(Libc, EntryPoint = "umask")]
    internal static partial uint Umask(uint mask);

    /// <summary>0. −1 EINVAL: no such resource.</summary>
    [LibraryImport(Libc, EntryPoint = "getrlimit", SetLastError = true)]
    internal static partial int GetRLimit(int resource, RLimit* limit);

    /// <summary>0. −1 EPERM: above the hard limit without CAP_SYS_RESOURCE, or nofile above fs.nr_open. −1 EINVAL: soft above hard.</summary>
    [LibraryImport(Libc, EntryPoint = "setrlimit", SetLastError = true)]
    internal static partial int SetRLimit(int resource, RLimit* limit);

    /// <summary>0; acts on the calling thread. −1 EACCES/EPERM: a lower value than the limit allows without CAP_SYS_NICE.</summary>
    [LibraryImport(Libc, EntryPoint = "setpriority", SetLastError = true)]
    internal static partial int SetPriority(int which, uint who, int value);

    /// <summary>0; pid 0 is the calling thread. −1 EINVAL: none of the processors exists or may be used.</summary>
    [LibraryImport(Libc, EntryPoint = "sched_setaffinity", SetLastError = true)]
    internal static partial int SchedSetAffinity(int pid, nuint size, byte* mask);

    /// <summary>0; acts on the calling thread. The error itself otherwise.</summary>
    [LibraryImport(Libc, EntryPoint = "pthread_sigmask")]
    internal static partial int SigMask(int how, SigSet* set, SigSet* old);

    internal const int SIG_BLOCK = 0;
    internal const int SIG_UNBLOCK = 1;
    internal const int SIG_SETMASK = 2;
}
