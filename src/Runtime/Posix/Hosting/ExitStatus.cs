namespace Supervision.Posix;

/// <summary>How a process ended.</summary>
public readonly record struct ExitStatus
{
    private ExitStatus(int? code, int? signal, bool coreDumped)
    {
        Code = code;
        Signal = signal;
        CoreDumped = coreDumped;
    }

    /// <summary>The code it exited with, 0 to 255; null when a signal ended it.</summary>
    public int? Code { get; }

    /// <summary>The signal that ended it; null when it exited by itself.</summary>
    public int? Signal { get; }

    /// <summary>Whether the kernel wrote (or piped) a core dump.</summary>
    public bool CoreDumped { get; }

    /// <summary>What a shell would show: the code, or 128 plus the signal; 255 when the status is not known.</summary>
    public int ShellCode => Code ?? (Signal is { } signal ? 128 + signal : 255);

    /// <summary>Exited with code 0.</summary>
    public bool IsSuccess => Code == 0;

    /// <summary>A status that was lost because other code in this process waited for the child; neither code nor signal is set.</summary>
    public static ExitStatus Unknown => default;

    /// <summary>The status of a process that exited by itself.</summary>
    /// <param name="code">0 to 255.</param>
    public static ExitStatus FromCode(int code) => new(code, null, false);

    /// <summary>The status of a process that a signal ended.</summary>
    /// <param name="signal">The signal's number.</param>
    /// <param name="coreDumped">Whether a core was dumped.</param>
    public static ExitStatus FromSignal(int signal, bool coreDumped = false) => new(null, signal, coreDumped);

    internal static ExitStatus From(in Interop.SigInfo info) => info.Code switch
    {
        Interop.CLD_EXITED => FromCode(info.Status),
        Interop.CLD_KILLED => FromSignal(info.Status),
        Interop.CLD_DUMPED => FromSignal(info.Status, true),
        _ => Unknown,
    };

    /// <summary>"exited with code 3", "killed by SIGKILL", "killed by SIGSEGV (core dumped)".</summary>
    public override string ToString() => (Code, Signal) switch
    {
        ({ } code, _) => $"exited with code {code}",
        (_, { } signal) => $"killed by {Signals.NameOf(signal)}{(CoreDumped ? " (core dumped)" : "")}",
        _ => "exited with unknown status",
    };
}
