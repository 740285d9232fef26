using System.Globalization;

namespace Supervision.Posix;

/// <summary>Names and numbers of signals, the same on x64 and arm64.</summary>
public static class Signals
{
    /// <summary>Hang-up; by custom "reload".</summary>
    public const int Hup = 1;

    /// <summary>Interrupt from the keyboard.</summary>
    public const int Int = 2;

    /// <summary>Quit, with a core dump.</summary>
    public const int Quit = 3;

    /// <summary>Abort, with a core dump.</summary>
    public const int Abrt = 6;

    /// <summary>Ends a process at once; cannot be caught.</summary>
    public const int Kill = 9;

    /// <summary>For the program's own use.</summary>
    public const int Usr1 = 10;

    /// <summary>For the program's own use.</summary>
    public const int Usr2 = 12;

    /// <summary>A write to a pipe nobody reads.</summary>
    public const int Pipe = 13;

    /// <summary>Asks a process to end.</summary>
    public const int Term = 15;

    /// <summary>A child changed its state.</summary>
    public const int Chld = 17;

    /// <summary>Lets a stopped process go on.</summary>
    public const int Cont = 18;

    /// <summary>Stops a process; cannot be caught.</summary>
    public const int Stop = 19;

    // Indexed by number; 0 has no name.
    private static readonly string?[] Names =
    [
        null, "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM",
        "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ];

    private static readonly (string Name, int Number)[] Aliases =
        [("IOT", 6), ("CLD", 17), ("POLL", 29)];

    /// <summary>Reads "TERM", "SIGTERM" (any case), "15", "RTMIN+3" or "RTMAX-1".</summary>
    /// <param name="text">The text; blanks around it are ignored.</param>
    /// <param name="signal">The number, 1 to 64; 0 when the text names no signal.</param>
    /// <returns>Whether the text names a signal.</returns>
    public static bool TryParse(string? text, out int signal)
    {
        signal = 0;
        var name = text.AsSpan().Trim();
        if (name.IsEmpty)
            return false;
        if (char.IsAsciiDigit(name[0]))
            return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out signal) && IsValid(signal) || Fail(out signal);
        if (name.StartsWith("SIG", StringComparison.OrdinalIgnoreCase))
            name = name[3..];
        if (name.StartsWith("RTM", StringComparison.OrdinalIgnoreCase))
            return TryParseRealTime(name, out signal) || Fail(out signal);
        for (var i = 1; i < Names.Length; i++)
        {
            if (name.Equals(Names[i], StringComparison.OrdinalIgnoreCase))
            {
                signal = i;
                return true;
            }
        }

        foreach (var alias in Aliases)
        {
            if (name.Equals(alias.Name, StringComparison.OrdinalIgnoreCase))
                signal = alias.Number;
        }

        return signal != 0;
    }

    /// <summary>"SIGTERM" for 15; "SIGRTMIN+2" for a real-time signal; "signal 99" for a number that names none.</summary>
    /// <param name="signal">The number.</param>
    public static string NameOf(int signal)
    {
        if (signal > 0 && signal < Names.Length)
            return "SIG" + Names[signal];
        if (signal < 32 || signal > 64)
            return string.Create(CultureInfo.InvariantCulture, $"signal {signal}");
        var offset = signal - Interop.SigRtMin();
        return offset switch
        {
            < 0 => string.Create(CultureInfo.InvariantCulture, $"signal {signal}"),
            0 => "SIGRTMIN",
            _ => string.Create(CultureInfo.InvariantCulture, $"SIGRTMIN+{offset}"),
        };
    }

    private static bool IsValid(int signal) => signal is >= 1 and <= 64;

    private static bool TryParseRealTime(ReadOnlySpan<char> name, out int signal)
    {
        var fromMin = name.StartsWith("RTMIN", StringComparison.OrdinalIgnoreCase);
        signal = fromMin ? Interop.SigRtMin() : Interop.SigRtMax();
        if (!fromMin && !name.StartsWith("RTMAX", StringComparison.OrdinalIgnoreCase))
            return false;
        var rest = name[5..];
        if (rest.IsEmpty)
            return true;
        if (rest[0] != (fromMin ? '+' : '-')
            || !int.TryParse(rest[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var offset) || offset > 64)
        {
            return false;
        }

        signal += fromMin ? offset : -offset;
        return signal >= Interop.SigRtMin() && signal <= Interop.SigRtMax();
    }

    private static bool Fail(out int signal)
    {
        signal = 0;
        return false;
    }
}
