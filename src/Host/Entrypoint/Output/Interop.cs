using System.Runtime.InteropServices;

namespace Supervision.Entrypoint.Output;

/// <summary>The system calls that writing to inherited descriptors needs.</summary>
internal static unsafe partial class Interop
{
    public const int EINTR = 4;
    public const int EAGAIN = 11;
    public const int EPIPE = 32;
    public const short POLLOUT = 4;
    public const int F_GETFD = 1;
    public const int FD_CLOEXEC = 1;
    public const int O_RDWR = 2;

    /// <summary>Writes up to <paramref name="count"/> bytes; returns how many, or -1 with errno set. The runtime ignores SIGPIPE.</summary>
    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int fd, byte* bytes, nuint count);

    /// <summary>Waits until a descriptor is ready or in error; returns how many are, 0 after the time-out (ms), -1 with errno set.</summary>
    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(PollFd* descriptors, nuint count, int timeout);

    /// <summary>With <see cref="F_GETFD"/>: the descriptor's flags, or -1 with errno set where it is not open.</summary>
    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int Fcntl(int fd, int command);

    /// <summary>Opens a file on the lowest free descriptor; returns it, or -1 with errno set.</summary>
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags);

    /// <summary>Fills in the soft and the hard limit; returns 0, or -1 where there is no such resource.</summary>
    [LibraryImport("libc", EntryPoint = "getrlimit")]
    internal static partial int GetRLimit(int resource, ulong* limits);

    /// <summary>Sets the soft and the hard limit; returns 0, or -1 where that is not allowed.</summary>
    [LibraryImport("libc", EntryPoint = "setrlimit")]
    internal static partial int SetRLimit(int resource, ulong* limits);

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollFd
    {
        public int Fd;
        public short Events;
        public short Returned;
    }
}
