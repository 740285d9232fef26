using System.Runtime.InteropServices;
using System.Text;

namespace Supervision.Posix;

/// <summary>Finds <see cref="SpawnRequest.MarkVariable"/> in /proc/pid/environ.</summary>
internal static unsafe class MarkReader
{
    // The kernel allows environments of megabytes; ours puts the mark first, and a program that sorts its own has rarely 256 KiB.
    private const int MaxBytes = 256 * 1024;

    /// <summary>Null when the process has no mark, is gone, is a zombie, or may not be looked at.</summary>
    internal static string? Read(int pid)
    {
        var path = stackalloc byte[32];
        StatFile.WritePath(path, pid, "/environ"u8);
        var fd = Interop.Open(path, Interop.O_RDONLY | Interop.O_CLOEXEC, 0);
        if (fd < 0)
            return null;
        var buffer = (byte*)NativeMemory.Alloc(MaxBytes);
        try
        {
            var length = 0;
            while (length < MaxBytes)
            {
                var count = (int)Interop.Read(fd, buffer + length, (nuint)(MaxBytes - length));
                if (count <= 0)
                    break;
                length += count;
            }

            return Find(new ReadOnlySpan<byte>(buffer, length));
        }
        finally
        {
            NativeMemory.Free(buffer);
            _ = Interop.Close(fd);
        }
    }

    internal static string? Find(ReadOnlySpan<byte> environment)
    {
        ReadOnlySpan<byte> name = "SUPERVISION_MARK="u8;
        while (!environment.IsEmpty)
        {
            var end = environment.IndexOf((byte)0);
            var entry = end < 0 ? environment : environment[..end];
            if (entry.StartsWith(name))
                return Encoding.UTF8.GetString(entry[name.Length..]);
            environment = end < 0 ? default : environment[(end + 1)..];
        }

        return null;
    }
}
