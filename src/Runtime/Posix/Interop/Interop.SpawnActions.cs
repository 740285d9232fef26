using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    // Larger than either library's posix_spawn_file_actions_t (80 bytes).
    internal const int SpawnActionsSize = 256;

    /// <summary>0, or ENOMEM.</summary>
    [LibraryImport(Libc, EntryPoint = "posix_spawn_file_actions_init")]
    internal static partial int SpawnActionsInit(void* actions);

    /// <summary>0.</summary>
    [LibraryImport(Libc, EntryPoint = "posix_spawn_file_actions_destroy")]
    internal static partial int SpawnActionsDestroy(void* actions);

    /// <summary>0, EBADF (negative descriptor) or ENOMEM. In the child: also clears close-on-exec when both are the same.</summary>
    [LibraryImport(Libc, EntryPoint = "posix_spawn_file_actions_adddup2")]
    internal static partial int SpawnActionsAddDup2(void* actions, int from, int to);

    /// <summary>0, EBADF (negative descriptor) or ENOMEM. In the child: a descriptor that is not open is no error.</summary>
    [LibraryImport(Libc, EntryPoint = "posix_spawn_file_actions_addclose")]
    internal static partial int SpawnActionsAddClose(void* actions, int fd);

    /// <summary>0 or ENOMEM. glibc since 2.29, musl since 1.1.24.</summary>
    [LibraryImport(Libc, EntryPoint = "posix_spawn_file_actions_addchdir_np")]
    internal static partial int SpawnActionsAddChdir(void* actions, byte* path);

    /// <summary>0, EBADF or ENOMEM. glibc since 2.34; absent in musl (EntryPointNotFoundException).</summary>
    [LibraryImport(Libc, EntryPoint = "posix_spawn_file_actions_addclosefrom_np")]
    internal static partial int SpawnActionsAddCloseFrom(void* actions, int first);
}
