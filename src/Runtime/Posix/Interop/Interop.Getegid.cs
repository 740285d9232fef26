using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    /// <summary>Our effective group; never fails.</summary>
    [LibraryImport(Libc, EntryPoint = "getegid")]
    internal static partial uint Getegid();
}
