namespace Supervision.Posix;

// Overview
//   One directory below our own group per child, without controllers: it only says who belongs together. A process cannot leave it unless
//   it may write to the hierarchy itself, so what is in it is the tree, whatever its sessions, parents and environment look like.
//   cgroup.kill (Linux 5.14) kills all of them at once, also those that are being forked; "populated 0" in cgroup.events proves it empty.
//   The directory goes with the child object; one that is still populated then is left to the next daemon (Sweep).

/// <summary>The control group of one child.</summary>
internal sealed class ChildCgroup
{
    private static readonly Lazy<(string? Directory, string? Why)> Base = new(CgroupHierarchy.Find);
    private static readonly Lazy<bool> Swept = new(Sweep);
    private static int _count;

    private ChildCgroup(string directory) => Directory = directory;

    internal string Directory { get; }

    internal string ProcsFile => Path.Combine(Directory, "cgroup.procs");

    /// <summary>What /proc/PID/cgroup says of a member, from the last slash on.</summary>
    internal string Name => Path.GetFileName(Directory);

    /// <summary>A new empty group, or why there can be none.</summary>
    internal static (ChildCgroup? Cgroup, string? Why, int Errno) Create(string? mark)
    {
        var (directory, why) = Base.Value;
        if (directory is null)
            return (null, why, Interop.ENODEV);
        _ = Swept.Value;
        var name = $"{Prefix(Environment.ProcessId)}{Interlocked.Increment(ref _count)}.{Plain(mark)}";
        try
        {
            var path = Path.Combine(directory, name);
            System.IO.Directory.CreateDirectory(path);
            return (new ChildCgroup(path), null, 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"'{Path.Combine(directory, name)}' could not be made: {e.Message}", Interop.EACCES);
        }
    }

    /// <summary>A group that an earlier image of this program made.</summary>
    internal static ChildCgroup Adopt(string directory)
    {
        // Names that are made from now on differ from those that there are.
        if (Path.GetFileName(directory).Split('.') is [_, _, var number, ..] && int.TryParse(number, null, out var used))
        {
            for (var count = Volatile.Read(ref _count); count < used; count = Volatile.Read(ref _count))
                Interlocked.CompareExchange(ref _count, used, count);
        }

        return new ChildCgroup(directory);
    }

    /// <summary>Kills every member at once; false where the kernel cannot, which leaves it to the signals.</summary>
    internal bool Kill() => TryWrite("cgroup.kill", "1");

    /// <summary>False when no process is left in it; null when that could not be read.</summary>
    internal bool? IsPopulated()
    {
        try
        {
            foreach (var line in File.ReadLines(Path.Combine(Directory, "cgroup.events")))
            {
                if (line.StartsWith("populated ", StringComparison.Ordinal))
                    return line != "populated 0";
            }

            return null;
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Removes the directory if it is empty.</summary>
    internal void Remove()
    {
        try
        {
            System.IO.Directory.Delete(Directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Populated, or gone already; the next daemon here removes what is empty by then.
        }
    }

    private static string Prefix(int pid) => $"supervision.{pid}.";

    private static string Plain(string? mark) =>
        string.Concat((mark ?? "engine").Take(64).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));

    /// <summary>Removes the empty groups of daemons that are gone.</summary>
    private static bool Sweep()
    {
        foreach (var directory in System.IO.Directory.GetDirectories(Base.Value.Directory!, "supervision.*"))
        {
            var parts = Path.GetFileName(directory).Split('.');
            if (parts.Length > 2 && int.TryParse(parts[1], null, out var pid) && Interop.Kill(pid, 0) < 0 && Interop.LastError == Interop.ESRCH)
                new ChildCgroup(directory).Remove();
        }

        return true;
    }

    private bool TryWrite(string file, string text)
    {
        try
        {
            File.WriteAllText(Path.Combine(Directory, file), text);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
