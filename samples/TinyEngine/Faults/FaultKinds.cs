using System.Globalization;
using TinyEngine.Settings;

namespace TinyEngine.Faults;

/// <summary>The one list of faults: parser, control endpoint and help all read it.</summary>
internal static class FaultKinds
{
    private static readonly TimeSpan ChildLife = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan PortHold = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<FaultKind> All { get; } =
    [
        new("crash", "[:CODE|SIGNAL]", "die at once: by SIGABRT, with an exit code, or by a signal such as SEGV", Crash),
        new("exit", "[:CODE]", "exit at once, with 0 unless told otherwise", a => new FaultAction.ExitNow(Code(a, 0))),
        new("hang", "[:TIME]", "accept connections and answer none; generation stops", a => new FaultAction.Hang(OptionalTime(a))),
        new("freeze-progress", "[:TIME]", "/health stays 200, but no request moves and no counter", a => new FaultAction.FreezeProgress(OptionalTime(a))),
        new("slow", ":TIME", "/health answers only after TIME", a => new FaultAction.SlowHealth(Time(a))),
        new("unhealthy", "[:TIME]", "/health answers 503", a => new FaultAction.Unhealthy(OptionalTime(a))),
        new("leak", "[:MIB[/CAP]]", "touch MIB MiB of memory each second, up to CAP MiB (10/1024)", Leak),
        new("spew", "[:RATE[/TIME]]", "print RATE log lines each second (1000)", Spew),
        new("ignore-term", null, "take no notice of SIGTERM", a => NoArgument(a, new FaultAction.IgnoreTerm())),
        new("slow-term", ":TIME", "take TIME to stop on SIGTERM, even when idle", a => new FaultAction.SlowTerm(Time(a))),
        new("fork-child", "[:PORT|own][/TIME]", "leave a child in a session of its own for TIME (10m), holding PORT or our own socket", ForkChild),
        new("zombie-child", null, "start a child that ends, and never wait for it", a => NoArgument(a, new FaultAction.ZombieChild())),
        new("lose-worker", "[:N]", "kill worker N (0), see --workers: /health stays 200, requests stand still",
            a => new FaultAction.LoseWorker(Code(a, 0))),
        new("close-output", "[:stdout|stderr]", "close both outputs, or one, and live on", CloseOutput),
        new("log-line", ":TEXT", "print TEXT", a => new FaultAction.LogLine(Required(a, "TEXT"))),
        new("port-held", "[:TIME]", "a child in its own session holds our port for TIME (1m); at 0s we then fail to bind",
            a => new FaultAction.PortHeld(OptionalTime(a) ?? PortHold)),
    ];

    private static FaultAction Crash(string? argument)
    {
        if (argument is null)
            return new FaultAction.CrashBySignal(Signals.Abort);
        return Signals.TryParse(argument, out int signal) ? new FaultAction.CrashBySignal(signal) : new FaultAction.ExitNow(Code(argument, 0));
    }

    private static FaultAction Leak(string? argument)
    {
        (string? rate, string? cap) = Halves(argument);
        return new FaultAction.Leak(rate is null ? 10 : Positive(rate, 100_000), cap is null ? 1024 : Positive(cap, 1_000_000));
    }

    private static FaultAction Spew(string? argument)
    {
        (string? rate, string? time) = Halves(argument);
        return new FaultAction.Spew(rate is null ? 1000 : Positive(rate, 1_000_000), OptionalTime(time));
    }

    private static FaultAction ForkChild(string? argument)
    {
        (string? port, string? time) = Halves(argument);
        int? number = port switch
        {
            null or "" => null,
            "own" => 0,
            _ => int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int parsed) && parsed is > 0 and < 65536
                ? parsed
                : throw new FormatException($"'{port}' is neither a port nor own"),
        };
        return new FaultAction.ForkChild(number, OptionalTime(time) ?? ChildLife);
    }

    private static FaultAction CloseOutput(string? argument) => argument switch
    {
        null => new FaultAction.CloseOutput(true, true),
        "stdout" => new FaultAction.CloseOutput(true, false),
        "stderr" => new FaultAction.CloseOutput(false, true),
        _ => throw new FormatException($"'{argument}' is neither stdout nor stderr"),
    };

    private static (string? First, string? Second) Halves(string? argument)
    {
        int slash = argument?.IndexOf('/') ?? -1;
        return slash < 0 ? (argument, null) : (argument![..slash], argument[(slash + 1)..]);
    }

    private static int Code(string? argument, int otherwise)
    {
        if (argument is null)
            return otherwise;
        return int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out int code) && code is >= 0 and <= 255
            ? code
            : throw new FormatException($"'{argument}' is neither a number from 0 to 255 nor, for a crash, a signal");
    }

    private static double Positive(string text, double most) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value > 0 && value <= most
            ? value
            : throw new FormatException($"'{text}' is not a number above 0, at most {most}");

    private static TimeSpan? OptionalTime(string? argument) => argument is null ? null : Durations.Parse(argument);

    private static TimeSpan Time(string? argument) => Durations.Parse(Required(argument, "TIME"));

    private static string Required(string? argument, string name) =>
        argument is { Length: > 0 } ? argument : throw new FormatException($"needs an argument, {name}");

    private static FaultAction NoArgument(string? argument, FaultAction action) =>
        argument is null ? action : throw new FormatException("takes no argument");
}
