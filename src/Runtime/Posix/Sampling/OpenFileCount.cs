namespace Supervision.Posix;

/// <summary>Counts the entries of /proc/pid/fd without allocating.</summary>
internal static unsafe class OpenFileCount
{
    /// <summary>Null when the process is gone or may not be looked at.</summary>
    internal static int? Of(int pid)
    {
        const int size = 8 * 1024;
        var path = stackalloc byte[32];
        StatFile.WritePath(path, pid, "/fd"u8);
        var fd = Interop.Open(path, Interop.O_RDONLY | Interop.O_CLOEXEC, 0);
        if (fd < 0)
            return null;
        var buffer = stackalloc byte[size];
        var entries = 0;
        int count;
        while ((count = Interop.Getdents(fd, buffer, size)) > 0)
        {
            for (var at = 0; at < count; at += *(ushort*)(buffer + at + Interop.DirentLengthOffset))
            {
                if (buffer[at + Interop.DirentNameOffset] != '.')
                    entries++;
            }
        }

        _ = Interop.Close(fd);
        return count == 0 ? entries : null;
    }
}
