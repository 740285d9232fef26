using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{

    /// <summary>The first real-time signal that programs may use: 34 with glibc, 35 with musl.</summary>
    [LibraryImport(Libc, EntryPoint = "__libc_current_sigrtmin")]
    internal static partial int SigRtMin();

    /// <summary>The last real-time signal: 64.</summary>
    [LibraryImport(Libc, EntryPoint = "__libc_current_sigrtmax")]
    internal static partial int SigRtMax();
}
