namespace Supervision.Posix;

/// <summary>Finds the directories of a process's control groups from the texts of <c>/proc/pid/cgroup</c> and <c>/proc/pid/mountinfo</c>.</summary>
internal static class CgroupMounts
{
    /// <summary>The memory controller's own hierarchy first (version 1), then the unified one; with the mount points that hold them.</summary>
    internal static IEnumerable<(string Directory, string Mount)> DirectoriesOf(string groups, string mounts)
    {
        string? memory = null, unified = null;
        foreach (var line in groups.Split('\n'))
        {
            // ID:CONTROLLERS:PATH; the path may hold colons.
            var parts = line.Split(':', 3);
            if (parts.Length < 3)
                continue;
            if (parts[1].Split(',').Contains("memory"))
                memory = parts[2];
            else if (parts[0] == "0" && parts[1].Length == 0)
                unified = parts[2];
        }

        if (memory is not null && FindMount(mounts, "cgroup", "memory") is { } first)
            yield return (Join(first, memory), first.Point);
        if (unified is not null && FindMount(mounts, "cgroup2", null) is { } second)
            yield return (Join(second, unified), second.Point);
    }

    // 31 23 0:28 ROOT POINT OPTIONS [FIELDS] - TYPE SOURCE SUPEROPTIONS
    private static (string Root, string Point)? FindMount(string mounts, string type, string? option)
    {
        foreach (var line in mounts.Split('\n'))
        {
            var halves = line.Split(" - ", 2);
            var before = halves[0].Split(' ');
            if (halves.Length < 2 || before.Length < 5)
                continue;
            var after = halves[1].Split(' ');
            if (after[0] == type && (option is null || (after.Length > 2 && after[2].Split(',').Contains(option))))
                return (Unescape(before[3]), Unescape(before[4]));
        }

        return null;
    }

    private static string Join((string Root, string Point) mount, string path)
    {
        // What is mounted may be a part of the hierarchy; the path counts from its root.
        var below = mount.Root != "/" && path.StartsWith(mount.Root, StringComparison.Ordinal) ? path[mount.Root.Length..] : path;
        return below.Trim('/').Length == 0 ? mount.Point : Path.Combine(mount.Point, below.Trim('/'));
    }

    private static string Unescape(string text) => text.Replace("\\040", " ", StringComparison.Ordinal);
}
