using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    /// <summary><c>sigset_t</c>: 128 bytes in both libraries.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 128)]
    internal struct SigSet;

    /// <summary>0; never fails for a valid pointer. Leaves out the signals that the C library keeps for itself.</summary>
    [LibraryImport(Libc, EntryPoint = "sigfillset")]
    internal static partial int SigFillSet(SigSet* set);

    /// <summary>0; never fails for a valid pointer.</summary>
    [LibraryImport(Libc, EntryPoint = "sigemptyset")]
    internal static partial int SigEmptySet(SigSet* set);
}
