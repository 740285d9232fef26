namespace Supervision.Tests.Shared;

/// <summary>Finds processes by a variable that they inherited, whatever session, group or parent they moved to.</summary>
internal static class ProcessScan
{
    /// <summary>Living processes whose environment holds the text; a zombie has no environment any more and is not counted.</summary>
    public static IReadOnlyList<int> WithEnvironment(string text)
    {
        var found = new List<int>();
        foreach (string directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), out int pid) && Read($"{directory}/environ").Contains(text, StringComparison.Ordinal))
                found.Add(pid);
        }
        return found;
    }

    public static IReadOnlyList<int> ChildrenOf(int pid) =>
        [.. Read($"/proc/{pid}/task/{pid}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked.
            return "";
        }
    }
}
