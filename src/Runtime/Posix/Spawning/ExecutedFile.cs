using System.Runtime.InteropServices;

namespace Supervision.Posix;

/// <summary>The file that this process was started from.</summary>
public static class ExecutedFile
{
    /// <summary>Its path as it was given to execve: of a link, the link's, maybe relative. Needs no /proc. Null where the kernel does not tell.</summary>
    public static string? Path { get; } = Read();

    private static string? Read() => Interop.Getauxval(Interop.AT_EXECFN) is not 0 and var address
        ? Marshal.PtrToStringUTF8((nint)address)
        : null;
}
