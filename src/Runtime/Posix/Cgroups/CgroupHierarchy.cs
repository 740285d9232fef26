using System.Text;

namespace Supervision.Posix;

/// <summary>Finds our own group in the version 2 hierarchy, if one is mounted and writable.</summary>
internal static class CgroupHierarchy
{
    /// <summary>The directory below which groups can be made, or why there is none.</summary>
    internal static (string? Directory, string? Why) Find()
    {
        try
        {
            var own = File.ReadLines("/proc/self/cgroup").FirstOrDefault(line => line.StartsWith("0::", StringComparison.Ordinal));
            if (own is null)
                return (null, "this process is in no version 2 group");
            var why = "no version 2 hierarchy (cgroup2) is mounted";
            foreach (var line in File.ReadLines("/proc/self/mountinfo"))
            {
                if (Directory(line, own[3..]) is not { } directory)
                    continue;
                if (IsWritable(directory))
                    return (directory, null);
                why = $"'{directory}' is not writable for us; mount the hierarchy read-write, or delegate it";
            }

            return (null, why);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"/proc does not tell: {e.Message}");
        }
    }

    /// <summary>Our group's directory in the mount that a line describes; null for other file systems and for mounts of other parts.</summary>
    internal static string? Directory(string mountinfo, string group)
    {
        // 36 35 98:0 /root /mount/point options … - type source options
        var fields = mountinfo.Split(' ');
        var dash = Array.IndexOf(fields, "-");
        if (dash < 6 || dash + 1 >= fields.Length || fields[dash + 1] != "cgroup2")
            return null;
        string root = Unescape(fields[3]), mount = Unescape(fields[4]);
        if (root == "/")
            return mount.TrimEnd('/') + (group == "/" ? "" : group);
        return group == root ? mount
            : group.StartsWith(root + "/", StringComparison.Ordinal) ? mount.TrimEnd('/') + group[root.Length..]
            : null;
    }

    private static unsafe bool IsWritable(string directory)
    {
        const int write = 2;
        foreach (var path in new[] { directory, directory + "/cgroup.procs" })
        {
            fixed (byte* pointer = Encoding.UTF8.GetBytes(path + '\0'))
            {
                if (Interop.Faccessat(Interop.AT_FDCWD, pointer, write, Interop.AT_EACCESS) != 0)
                    return false;
            }
        }

        return true;
    }

    // Blanks, tabs, line ends and backslashes are written in octal.
    private static string Unescape(string text) =>
        text.Replace("\\040", " ", StringComparison.Ordinal).Replace("\\011", "\t", StringComparison.Ordinal)
            .Replace("\\012", "\n", StringComparison.Ordinal).Replace("\\134", "\\", StringComparison.Ordinal);
}
