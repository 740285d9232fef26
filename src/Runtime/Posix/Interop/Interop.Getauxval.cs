using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    internal const nuint AT_EXECFN = 31;

    /// <summary>A value that the kernel gave the process at its start; 0 where there is none of that type.</summary>
    [LibraryImport(Libc, EntryPoint = "getauxval")]
    internal static partial nuint Getauxval(nuint type);
}
