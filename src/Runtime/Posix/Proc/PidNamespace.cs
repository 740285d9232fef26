namespace Supervision.Posix;

/// <summary>Which pid namespace we live in.</summary>
internal static class PidNamespace
{
    // The kernel's own number for the initial one; it never changes.
    private const string Initial = "pid:[4026531836]";

    /// <summary>Whether our pids are those of the kernel's log and of drivers; false also where that is not known.</summary>
    internal static bool IsInitial { get; } = Read() == Initial;

    private static string? Read()
    {
        try
        {
            return new FileInfo("/proc/self/ns/pid").LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
