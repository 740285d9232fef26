namespace TinyEngine.Faults;

/// <summary>Signals that a crash may use, with their numbers on Linux (x64 and arm64 agree on these).</summary>
internal static class Signals
{
    public const int Abort = 6;

    // The place in the list is the number; 16 is not used on these machines.
    private static readonly string[] Names =
        ["", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM"];

    public static bool TryParse(string text, out int signal)
    {
        string name = text.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? text[3..] : text;
        signal = Array.FindIndex(Names, n => n.Equals(name, StringComparison.OrdinalIgnoreCase));
        return signal > 0;
    }
}
