using System.Text;

namespace Supervision.Posix;

/// <summary>Finds the child whose control group a process is in.</summary>
internal static unsafe class CgroupMembership
{
    // Ten version 1 hierarchies with long paths have about 1.5 KiB.
    private const int MaxText = 8192;

    /// <summary>Null when it is in none of ours, is gone, or may not be looked at.</summary>
    internal static ChildProcess? OwnerOf(int pid)
    {
        if (ChildRegistry.Cgroups.IsEmpty)
            return null;
        var path = stackalloc byte[32];
        StatFile.WritePath(path, pid, "/cgroup"u8);
        var fd = Interop.Open(path, Interop.O_RDONLY | Interop.O_CLOEXEC, 0);
        if (fd < 0)
            return null;
        var buffer = stackalloc byte[MaxText];
        var length = Interop.Read(fd, buffer, MaxText);
        _ = Interop.Close(fd);
        return length > 0 && Name(new ReadOnlySpan<byte>(buffer, (int)length)) is { } name && ChildRegistry.Cgroups.TryGetValue(name, out var child)
            ? child
            : null;
    }

    /// <summary>The part of the version 2 path that one of our groups has named, whatever the program made below it.</summary>
    internal static string? Name(ReadOnlySpan<byte> text)
    {
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range];
            if (!line.StartsWith("0::/"u8))
                continue;
            foreach (var part in Encoding.UTF8.GetString(line[4..]).Split('/'))
            {
                if (part.StartsWith("supervision.", StringComparison.Ordinal) && ChildRegistry.Cgroups.ContainsKey(part))
                    return part;
            }
        }

        return null;
    }
}
