using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    /// <summary>Length of the target, not terminated. −1 ENOENT: no such link (or /proc is not mounted). −1 EACCES.</summary>
    [LibraryImport(Libc, EntryPoint = "readlink", SetLastError = true)]
    internal static partial nint Readlink(byte* path, byte* buffer, nuint size);
}
