using System.Globalization;
using System.Runtime.InteropServices;

namespace Supervision.ProcessBenchmarks;

/// <summary>What the operating system knows of processes.</summary>
internal static partial class Native
{
    public const int SigHup = 1;
    public const int SigKill = 9;
    public const int SigTerm = 15;

    private static readonly double s_ticksPerSecond = SysConf(2);

    public static void Send(int pid, int signal) => _ = Kill(pid, signal);

    public static bool IsAlive(int pid) => File.Exists($"/proc/{pid}/stat") && Stat(pid) is { } stat && stat[0] != "Z";

    /// <summary>The process and its descendants that run the same supervisor, without the programs that it supervises.</summary>
    public static List<int> Supervisors(int root, IReadOnlySet<int> programs)
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var pid) && Stat(pid) is { } stat)
                parents[pid] = int.Parse(stat[1], CultureInfo.InvariantCulture);
        }

        var found = new List<int> { root };
        for (var i = 0; i < found.Count; i++)
            found.AddRange(parents.Where(p => p.Value == found[i] && !programs.Contains(p.Key)).Select(p => p.Key));
        return found;
    }

    public static double PssMiB(IEnumerable<int> pids)
    {
        long kilobytes = 0;
        foreach (var pid in pids)
        {
            try
            {
                var line = File.ReadLines($"/proc/{pid}/smaps_rollup").First(l => l.StartsWith("Pss:", StringComparison.Ordinal));
                kilobytes += long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // It ended meanwhile.
            }
        }

        return kilobytes / 1024.0;
    }

    public static double CpuSeconds(IEnumerable<int> pids) =>
        pids.Select(Stat).Where(stat => stat is not null)
            .Sum(stat => (long.Parse(stat![11], CultureInfo.InvariantCulture) + long.Parse(stat[12], CultureInfo.InvariantCulture)) / s_ticksPerSecond);

    public static void WriteProgram(string path, string line)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{line}\n");
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }

    public static void MakeFifo(string path)
    {
        if (MkFifo(path, 0b110_000_000) != 0)
            throw new IOException($"no FIFO at {path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    // The fields from the state on; the name before may hold anything.
    private static string[]? Stat(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "sysconf")]
    private static partial long SysConf(int name);

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MkFifo(string path, uint mode);
}
