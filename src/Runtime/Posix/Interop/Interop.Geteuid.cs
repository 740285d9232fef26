using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    /// <summary>Our effective user; never fails.</summary>
    [LibraryImport(Libc, EntryPoint = "geteuid")]
    internal static partial uint Geteuid();
}
