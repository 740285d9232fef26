using System.Runtime.InteropServices;

namespace Supervision.Actors.Tests.Support;

/// <summary>Looks at, and signals, real processes from outside the code under test.</summary>
internal static partial class Proc
{
    /// <summary>Pids of all processes whose environment contains a text; zombies have none.</summary>
    public static IReadOnlyList<int> WithEnvironment(string text) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), out var pid) ? pid : 0)
            .Where(pid => pid > 0 && Contains($"/proc/{pid}/environ", text)),
    ];

    public static void Kill(int pid, int signal) => Assert.Equal(0, kill(pid, signal));

    public static bool Exists(int pid) => Directory.Exists($"/proc/{pid}") && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ");

    private static bool Contains(string path, string text)
    {
        try
        {
            return File.ReadAllText(path).Contains(text, StringComparison.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The process ended while we looked.
            return false;
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int pid, int signal);
}
