using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    internal const short POLLIN = 1;
    internal const short POLLOUT = 4;

    /// <summary><c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PollFd
    {
        internal int Fd;
        internal short Events;
        internal short Returned;
    }

    /// <summary>How many descriptors have news; 0 after the timeout. −1 EINTR: try again.</summary>
    [LibraryImport(Libc, EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(PollFd* fds, nuint count, int timeoutMilliseconds);
}
