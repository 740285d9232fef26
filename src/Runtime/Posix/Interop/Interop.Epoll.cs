using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    internal const int EPOLL_CTL_ADD = 1;
    internal const int EPOLL_CTL_DEL = 2;
    internal const int EPOLL_CTL_MOD = 3;
    internal const uint EPOLLIN = 0x001;
    internal const uint EPOLLOUT = 0x004;
    internal const uint EPOLLERR = 0x008;
    internal const uint EPOLLHUP = 0x010;

    /// <summary><c>struct epoll_event</c> is packed on x64 (12 bytes) and naturally aligned elsewhere (16 bytes).</summary>
    internal static readonly int EpollEventSize = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    internal static readonly int EpollDataOffset = EpollEventSize - sizeof(ulong);

    /// <summary>A descriptor. −1 EMFILE/ENFILE/ENOMEM.</summary>
    [LibraryImport(Libc, EntryPoint = "epoll_create1", SetLastError = true)]
    internal static partial int EpollCreate(int flags);

    /// <summary>0. −1 EEXIST/ENOENT/EBADF/EINVAL: our book-keeping is wrong. −1 ENOSPC/ENOMEM: no room for another watch.</summary>
    [LibraryImport(Libc, EntryPoint = "epoll_ctl", SetLastError = true)]
    internal static partial int EpollCtl(int epoll, int operation, int fd, byte* epollEvent);

    /// <summary>How many events were stored; 0 after the timeout. −1 EINTR: try again. −1 EBADF/EINVAL: a bug of ours.</summary>
    [LibraryImport(Libc, EntryPoint = "epoll_wait", SetLastError = true)]
    internal static partial int EpollWait(int epoll, byte* events, int maxEvents, int timeoutMilliseconds);
}
