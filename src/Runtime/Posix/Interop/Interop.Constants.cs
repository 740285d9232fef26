using System.Runtime.InteropServices;

namespace Supervision.Posix;

/// <summary>Numbers that are the same on x64 and arm64, glibc and musl, unless a member says otherwise.</summary>
internal static unsafe partial class Interop
{
    private const string Libc = "libc";

    internal const int EPERM = 1;
    internal const int ENOENT = 2;
    internal const int ESRCH = 3;
    internal const int EINTR = 4;
    internal const int E2BIG = 7;
    internal const int ENOEXEC = 8;
    internal const int EBADF = 9;
    internal const int ECHILD = 10;
    internal const int EAGAIN = 11;
    internal const int ENOMEM = 12;
    internal const int EACCES = 13;
    internal const int ENOTDIR = 20;
    internal const int EISDIR = 21;
    internal const int EINVAL = 22;
    internal const int ENFILE = 23;
    internal const int EMFILE = 24;
    internal const int ETXTBSY = 26;
    internal const int ENXIO = 6;
    internal const int ENOSPC = 28;
    internal const int ENODEV = 19;
    internal const int EROFS = 30;
    internal const int EPIPE = 32;
    internal const int ERANGE = 34;
    internal const int ELOOP = 40;
    internal const int ENOSYS = 38;
    internal const int ETIMEDOUT = 110;
    internal const int ECANCELED = 125;

    internal const int O_RDONLY = 0;
    internal const int O_WRONLY = 1;
    internal const int O_RDWR = 2;
    internal const int O_CREAT = 0x40;
    internal const int O_NOCTTY = 0x100;
    internal const int O_APPEND = 0x400;
    internal const int O_NONBLOCK = 0x800;
    internal const int O_CLOEXEC = 0x80000;

    /// <summary>The error of the last call that was declared with SetLastError.</summary>
    internal static int LastError => Marshal.GetLastPInvokeError();

    internal static string ErrorText(int errno) => Marshal.GetPInvokeErrorMessage(errno);
}
