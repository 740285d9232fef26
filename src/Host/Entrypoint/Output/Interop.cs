using System.Runtime.InteropServices;

namespace Supervision.Entrypoint.Output;

/// <summary>The two system calls that writing to standard output needs.</summary>
internal static unsafe partial class Interop
{
    public const int EINTR = 4;
    public const int EAGAIN = 11;
    public const short POLLOUT = 4;

    /// <summary>Writes up to <paramref name="count"/> bytes; returns how many, or -1 with errno set. The runtime ignores SIGPIPE.</summary>
    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int fd, byte* bytes, nuint count);

    /// <summary>Waits until a descriptor is ready or in error; returns how many are, 0 after the time-out (ms), -1 with errno set.</summary>
    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(PollFd* descriptors, nuint count, int timeout);

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollFd
    {
        public int Fd;
        public short Events;
        public short Returned;
    }
}
