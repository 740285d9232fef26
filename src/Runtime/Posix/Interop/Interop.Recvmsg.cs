using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    internal const int SOL_SOCKET = 1;
    internal const int SO_PASSCRED = 16;
    internal const int SCM_CREDENTIALS = 2;
    internal const int MSG_PEEK = 2;
    internal const int MSG_DONTWAIT = 0x40;
    internal const int MSG_CMSG_CLOEXEC = 0x40000000;

    /// <summary>The bytes of one datagram. −1 EAGAIN: none. −1 EINTR: try again. −1 others: the socket is unusable.</summary>
    [LibraryImport(Libc, EntryPoint = "recvmsg", SetLastError = true)]
    internal static partial nint Recvmsg(int fd, MessageHeader* message, int flags);

    /// <summary>struct msghdr of 64-bit Linux; musl's narrower lengths are followed by padding, which is zero here.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct MessageHeader
    {
        internal void* Name;
        internal nuint NameLength;
        internal IoVector* Vectors;
        internal nuint VectorCount;
        internal void* Control;
        internal nuint ControlLength;
        internal nuint Flags;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct IoVector
    {
        internal void* Base;
        internal nuint Length;
    }

    /// <summary>One control message with struct ucred, padded to eight bytes: no room for anything else, so passed descriptors are closed by the kernel.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct CredentialsMessage
    {
        internal nuint Length;
        internal int Level;
        internal int Type;
        internal int Pid;
        internal uint Uid;
        internal uint Gid;
        private readonly int _padding;
    }
}
