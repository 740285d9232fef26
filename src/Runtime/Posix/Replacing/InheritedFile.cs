using System.Runtime.InteropServices;

namespace Supervision.Posix;

/// <summary>A nameless file in memory that a program leaves to the one executed in its place.</summary>
public static unsafe class InheritedFile
{
    /// <summary>Makes a file with these bytes; close-on-exec until <see cref="ProgramReplacement"/> is told to keep it.</summary>
    /// <param name="content">The bytes.</param>
    /// <returns>Its descriptor.</returns>
    /// <exception cref="IOException">Out of memory or descriptors.</exception>
    public static int Create(ReadOnlySpan<byte> content)
    {
        int fd;
        fixed (byte* name = "supervision-handover\0"u8)
            fd = Interop.MemfdCreate(name, Interop.MFD_CLOEXEC);
        if (fd < 0)
            throw new IOException($"no memory file: {Interop.ErrorText(Interop.LastError)}");
        fixed (byte* bytes = content)
        {
            for (nint written = 0; written < content.Length;)
            {
                var count = Interop.Write(fd, bytes + written, (nuint)(content.Length - written));
                if (count < 0 && Interop.LastError == Interop.EINTR)
                    continue;
                if (count <= 0)
                {
                    var error = Interop.LastError;
                    _ = Interop.Close(fd);
                    throw new IOException($"the memory file could not be written: {Interop.ErrorText(error)}");
                }

                written += count;
            }
        }

        return fd;
    }

    /// <summary>Reads the whole file from its beginning, and closes it.</summary>
    /// <param name="fd">Its descriptor.</param>
    /// <exception cref="IOException">There is no such descriptor, or it cannot be read.</exception>
    public static byte[] Take(int fd)
    {
        using var content = new MemoryStream();
        var buffer = (byte*)NativeMemory.Alloc(64 * 1024);
        try
        {
            _ = Interop.Lseek(fd, 0, 0);
            while (true)
            {
                var count = (int)Interop.Read(fd, buffer, 64 * 1024);
                if (count < 0 && Interop.LastError == Interop.EINTR)
                    continue;
                if (count < 0)
                    throw new IOException($"descriptor {fd}: {Interop.ErrorText(Interop.LastError)}");
                if (count == 0)
                    break;
                content.Write(new ReadOnlySpan<byte>(buffer, count));
            }
        }
        finally
        {
            NativeMemory.Free(buffer);
            _ = Interop.Close(fd);
        }

        return content.ToArray();
    }

    /// <summary>Closes a descriptor that was left to us and that nobody wants.</summary>
    /// <param name="fd">The descriptor.</param>
    public static void Close(int fd) => _ = Interop.Close(fd);

    /// <summary>Keeps descriptors that were left to us from every program that we start; those that are not open are left out.</summary>
    /// <param name="descriptors">The descriptors.</param>
    public static void Secure(IEnumerable<int> descriptors)
    {
        ArgumentNullException.ThrowIfNull(descriptors);
        foreach (var fd in descriptors)
            _ = Interop.Fcntl(fd, Interop.F_SETFD, Interop.FD_CLOEXEC);
    }
}
