using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    internal const nint SIG_DFL = 0;
    internal const nint SIG_IGN = 1;
    internal const int SA_NOCLDWAIT = 2;

    /// <summary><c>struct sigaction</c> of both libraries on 64-bit: handler, mask, flags, restorer.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 152)]
    internal struct SigAction
    {
        [FieldOffset(0)]
        internal nint Handler;

        [FieldOffset(136)]
        internal int Flags;
    }

    /// <summary>0. −1 EINVAL: no such signal, or one that cannot be caught (a bug of ours).</summary>
    [LibraryImport(Libc, EntryPoint = "sigaction", SetLastError = true)]
    internal static partial int Sigaction(int signal, SigAction* action, SigAction* old);
}
