using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    internal const int P_ALL = 0;
    internal const int P_PID = 1;
    internal const int WNOHANG = 1;
    internal const int WEXITED = 4;
    internal const int WNOWAIT = 0x01000000;
    internal const int CLD_EXITED = 1;
    internal const int CLD_KILLED = 2;
    internal const int CLD_DUMPED = 3;

    /// <summary>The part of <c>siginfo_t</c> (128 bytes) that waitid fills; the 64-bit layout of both libraries.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    internal struct SigInfo
    {
        [FieldOffset(8)]
        internal int Code;

        [FieldOffset(16)]
        internal int Pid;

        [FieldOffset(24)]
        internal int Status;
    }

    /// <summary>
    /// 0: with WNOHANG and nobody waitable <c>Pid</c> stays 0, else <c>info</c> is filled. −1 ECHILD: no such child
    /// (for P_PID: somebody else reaped it). −1 EINTR: try again. −1 EINVAL: a bug of ours.
    /// </summary>
    [LibraryImport(Libc, EntryPoint = "waitid", SetLastError = true)]
    internal static partial int Waitid(int idType, uint id, SigInfo* info, int options);
}
