using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    internal const int _SC_CLK_TCK = 2;

    /// <summary>The value; −1 for an unknown name. Clock ticks are 100 a second on every Linux we run on.</summary>
    [LibraryImport(Libc, EntryPoint = "sysconf")]
    internal static partial long Sysconf(int name);
}
