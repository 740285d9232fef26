using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    /// <summary>Our pid; never fails. 1 in a container whose entrypoint we are.</summary>
    [LibraryImport(Libc, EntryPoint = "getpid")]
    internal static partial int Getpid();
}
