using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    /// <summary>0 after that time. −1 EINTR: a signal came first.</summary>
    [LibraryImport(Libc, EntryPoint = "nanosleep", SetLastError = true)]
    internal static partial int Nanosleep(Timespec* time, Timespec* left);

    /// <summary>A duration, as 64-bit systems have it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Timespec
    {
        internal long Seconds;
        internal long Nanoseconds;
    }
}
