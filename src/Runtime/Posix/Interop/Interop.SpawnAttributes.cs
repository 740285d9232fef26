using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    // Larger than either library's posix_spawnattr_t (336 bytes).
    internal const int SpawnAttributesSize = 512;

    internal const short POSIX_SPAWN_SETSIGDEF = 0x04;
    internal const short POSIX_SPAWN_SETSIGMASK = 0x08;
    internal const short POSIX_SPAWN_SETSID = 0x80;

    /// <summary>0, or ENOMEM.</summary>
    [LibraryImport(Libc, EntryPoint = "posix_spawnattr_init")]
    internal static partial int SpawnAttributesInit(void* attributes);

    /// <summary>0.</summary>
    [LibraryImport(Libc, EntryPoint = "posix_spawnattr_destroy")]
    internal static partial int SpawnAttributesDestroy(void* attributes);

    /// <summary>0, or EINVAL for a flag this library does not know (SETSID: glibc before 2.26).</summary>
    [LibraryImport(Libc, EntryPoint = "posix_spawnattr_setflags")]
    internal static partial int SpawnAttributesSetFlags(void* attributes, short flags);

    /// <summary>0.</summary>
    [LibraryImport(Libc, EntryPoint = "posix_spawnattr_setsigdefault")]
    internal static partial int SpawnAttributesSetDefaultSignals(void* attributes, SigSet* set);

    /// <summary>0.</summary>
    [LibraryImport(Libc, EntryPoint = "posix_spawnattr_setsigmask")]
    internal static partial int SpawnAttributesSetMask(void* attributes, SigSet* set);
}
