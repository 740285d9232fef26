using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    internal const uint IN_MODIFY = 0x2;
    internal const uint IN_IGNORED = 0x8000;

    // struct inotify_event: watch, mask, cookie, length of the name that follows.
    internal const int InotifyEventSize = 16;
    internal const int InotifyMaskOffset = 4;
    internal const int InotifyNameLengthOffset = 12;

    /// <summary>A descriptor. −1 EMFILE: the user's instances (or our descriptors) are used up. −1 ENFILE/ENOMEM.</summary>
    [LibraryImport(Libc, EntryPoint = "inotify_init1", SetLastError = true)]
    internal static partial int InotifyInit(int flags);

    /// <summary>The watch's number; the same one again for a file that is watched. −1 ENOENT: no such file. −1 EACCES. −1 ENOSPC: the user's watches are used up.</summary>
    [LibraryImport(Libc, EntryPoint = "inotify_add_watch", SetLastError = true)]
    internal static partial int InotifyAddWatch(int inotify, byte* path, uint mask);

    /// <summary>0. −1 EINVAL: the watch is gone already, with its file.</summary>
    [LibraryImport(Libc, EntryPoint = "inotify_rm_watch", SetLastError = true)]
    internal static partial int InotifyRemoveWatch(int inotify, int watch);
}
