namespace Supervision.Posix;

/// <summary>Lists /proc, and says how much of the truth it shows.</summary>
internal static unsafe class ProcDirectory
{
    /// <summary>Null when /proc shows every process of our pid namespace; else what is wrong with it, for people.</summary>
    internal static string? Limits(out bool usable)
    {
        usable = false;
        var target = stackalloc byte[32];
        nint length;
        fixed (byte* self = "/proc/self\0"u8)
            length = Interop.Readlink(self, target, 32);
        if (length <= 0)
            return "/proc is not mounted: only the leader and its process group could be checked";
        if (!System.Buffers.Text.Utf8Parser.TryParse(new ReadOnlySpan<byte>(target, (int)length), out int pid, out _) || pid != Interop.Getpid())
            return "/proc belongs to another pid namespace: only the leader and its process group could be checked";

        usable = true;
        // hidepid hides what belongs to other users; PID 1 is the one process that is always there and, unless it is us, another's.
        return !PidOne.IsPidOne && Interop.Geteuid() != 0 && !StatFile.TryRead(1, out _)
            ? "/proc hides the processes of other users: those of the tree that changed their user could not be checked"
            : null;
    }

    /// <summary>Fills <paramref name="pids"/> in the kernel's order (ascending); false when the directory cannot be read.</summary>
    internal static bool List(List<int> pids)
    {
        const int size = 16 * 1024;
        pids.Clear();
        int fd;
        fixed (byte* path = "/proc\0"u8)
            fd = Interop.Open(path, Interop.O_RDONLY | Interop.O_CLOEXEC, 0);
        if (fd < 0)
            return false;
        var buffer = stackalloc byte[size];
        int count;
        while ((count = Interop.Getdents(fd, buffer, size)) > 0)
        {
            for (var at = 0; at < count; at += *(ushort*)(buffer + at + Interop.DirentLengthOffset))
            {
                var pid = Number(buffer + at + Interop.DirentNameOffset);
                if (pid > 0)
                    pids.Add(pid);
            }
        }

        _ = Interop.Close(fd);
        return count == 0;
    }

    /// <summary>The value of a null-terminated decimal name, 0 for any other name.</summary>
    private static int Number(byte* name)
    {
        var value = 0;
        for (; *name != 0; name++)
        {
            if (*name is < (byte)'0' or > (byte)'9' || value > 100_000_000)
                return 0;
            value = value * 10 + (*name - '0');
        }

        return value;
    }
}
