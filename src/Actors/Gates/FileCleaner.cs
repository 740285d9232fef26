// Overview
// Removes what a crashed attempt left in shared memory. What is dangerous is refused when the configuration is read: only /dev/shm and /tmp,
// wildcards only in the last part, and three literal characters before the first. At run time only plain files, sockets and pipes go, never
// links or directories, and never a file that a living process has open or mapped: a sibling may own names of the same form.
using System.IO.Enumeration;

namespace Supervision.Actors.Gates;

/// <summary>Removes files by patterns.</summary>
internal static class FileCleaner
{
    private const int LeastLiteral = 3;

    /// <summary>What is wrong with a pattern; null where it may be used.</summary>
    public static string? Problem(string pattern)
    {
        if (pattern.Contains('\0', StringComparison.Ordinal))
        {
            return "a path cannot contain a NUL character";
        }

        var directory = pattern[..(pattern.LastIndexOf('/') + 1)];
        var name = pattern[directory.Length..];
        var literal = name.AsSpan().IndexOfAny('*', '?') is var wild and >= 0 ? wild : name.Length;
        return !directory.StartsWith("/dev/shm/", StringComparison.Ordinal) && !directory.StartsWith("/tmp/", StringComparison.Ordinal)
                ? "only files below /dev/shm and /tmp are removed; expected a pattern such as /dev/shm/vllm-*"
            : directory.AsSpan().IndexOfAny('*', '?') >= 0 || directory.Split('/').Any(part => part is "." or "..")
                ? "wildcards, . and .. are not allowed in the directory of a pattern"
            : literal < LeastLiteral
                ? "the name must begin with three literal characters at least, or too much would be removed, as in /dev/shm/vllm-*"
            : null;
    }

    /// <summary>Removes what matches and is in use by nobody; returns what was removed.</summary>
    public static IReadOnlyList<string> Clean(IReadOnlyList<string> patterns)
    {
        HashSet<string> found = [.. patterns.Where(pattern => Problem(pattern) is null).SelectMany(Find)];
        if (found.Count == 0)
        {
            return [];
        }

        var used = InUse(found);
        var removed = new List<string>();
        foreach (var path in found.Where(path => !used.Contains(path)))
        {
            try
            {
                File.Delete(path);
                removed.Add(path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Another user's, or gone already: the engine will say if it minds.
            }
        }

        return removed;
    }

    private static IEnumerable<string> Find(string pattern)
    {
        var slash = pattern.LastIndexOf('/');
        var directory = new DirectoryInfo(pattern[..slash]);
        if (!directory.Exists || IsBehindALink(directory))
        {
            return [];
        }

        try
        {
            return
            [
                .. directory.EnumerateFileSystemInfos()
                    .Where(entry => (entry.Attributes & (FileAttributes.Directory | FileAttributes.ReparsePoint)) == 0
                        && FileSystemName.MatchesSimpleExpression(pattern.AsSpan(slash + 1), entry.Name, ignoreCase: false))
                    .Select(entry => entry.FullName),
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // Anybody may make a link below /tmp that leads elsewhere.
    private static bool IsBehindALink(DirectoryInfo directory)
    {
        for (var at = directory; at is not null; at = at.Parent)
        {
            if (at.LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static HashSet<string> InUse(HashSet<string> paths)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(path["/proc/".Length])))
        {
            try
            {
                foreach (var descriptor in Directory.EnumerateFileSystemEntries($"{process}/fd"))
                {
                    if (new FileInfo(descriptor).LinkTarget is { } target && paths.Contains(target))
                    {
                        used.Add(target);
                    }
                }

                foreach (var line in File.ReadLines($"{process}/maps"))
                {
                    // The path is the sixth field, from a fixed number of blanks on.
                    if (line.IndexOf('/', StringComparison.Ordinal) is var at and > 0 && paths.Contains(line[at..]))
                    {
                        used.Add(line[at..]);
                    }
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It ended, or is another user's, whose files we could not remove either.
            }
        }

        return used;
    }
}
