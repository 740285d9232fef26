namespace Supervision.Engines.Tests.Support;

/// <summary>What the kernel says of a process.</summary>
internal static class Proc
{
    /// <summary>Its state letter; null where there is none.</summary>
    public static char? State(int pid)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2];
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Whether it still does anything: a zombie does not.</summary>
    public static bool Lives(int pid) => State(pid) is not (null or 'Z' or 'X');

    public static Task<bool> BecomesAsync(int pid, char state) => Eventually.Holds(() => State(pid) == state, EngineRun.Patience);
}
