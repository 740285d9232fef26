using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    /// <summary>Does not return when the program is loaded. −1: the kernel's reason, as for posix_spawn.</summary>
    [LibraryImport(Libc, EntryPoint = "execve", SetLastError = true)]
    internal static partial int Execve(byte* path, byte** argv, byte** envp);

    /// <summary>Ends the process without running anything of ours or of the C library.</summary>
    [LibraryImport(Libc, EntryPoint = "_exit")]
    internal static partial void Exit(int code);

    /// <summary>0. −1 ENOENT, ENOTDIR, EACCES: the directory cannot be entered.</summary>
    [LibraryImport(Libc, EntryPoint = "chdir", SetLastError = true)]
    internal static partial int Chdir(byte* path);

    /// <summary>The parent's pid; 0 when it is outside our pid namespace.</summary>
    [LibraryImport(Libc, EntryPoint = "getppid")]
    internal static partial int Getppid();
}
