using System.Globalization;
using TinyEngine.Faults;

namespace TinyEngine.Settings;

/// <summary>The one list of flags: parser, environment and help all read it.</summary>
internal static class Options
{
    public static IReadOnlyList<Option> All { get; } =
    [
        new("host", "HOST", "address to listen on (127.0.0.1)", (s, v) => s with { Host = NotEmpty(v) }),
        new("port", "PORT", "port to listen on; 0 takes a free one (8000)", (s, v) => s with { Port = Integer(v, 0, 65535) }),
        new("model-name", "NAME", "the model's own name (tiny)", (s, v) => s with { ModelName = NotEmpty(v) }),
        new("served-model-name", "NAME", "name that requests use; repeatable (the model's own name)",
            (s, v) => s with { ServedModelNames = [.. s.ServedModelNames, NotEmpty(v)] }),
        new("model-file", "FILE", "text to learn from (data/tiny.txt beside the executable)", (s, v) => s with { ModelFile = NotEmpty(v) }),
        new("order", "N", "order of the n-gram model, 1 to 6 (3)", (s, v) => s with { Order = Integer(v, 1, 6) }),
        new("max-model-len", "N", "most tokens of prompt and answer together (2048)",
            (s, v) => s with { MaxModelLength = Integer(v, 2, 1_000_000) }),
        new("load-time", "TIME", "how long loading takes at least (0s)", (s, v) => s with { LoadTime = Durations.Parse(v) }),
        new("bind", "early|late", "open the port before or after loading (early)", (s, v) => s with { Bind = Bind(v) }),
        new("max-running", "N", "requests that generate at once; the rest wait (4)", (s, v) => s with { MaxRunning = Integer(v, 1, 4096) }),
        new("workers", "N", "worker processes beside the server, 0 to 64 (0)", (s, v) => s with { Workers = Integer(v, 0, 64) }),
        new("token-delay", "TIME", "time of one step, which makes one token per running request (20ms)",
            (s, v) => s with { TokenDelay = Durations.Parse(v) }),
        new("drain-timeout", "TIME", "longest wait for running requests on SIGTERM (30s)",
            (s, v) => s with { DrainTimeout = Durations.Parse(v) }),
        new("stats-interval", "TIME", "how often a busy engine prints its throughput; 0 never (10s)",
            (s, v) => s with { StatsInterval = Durations.Parse(v) }),
        new("log-requests", null, "print an access line for every request", (s, v) => s with { LogRequests = Boolean(v) }),
        new("fault", "KIND[:ARG]@WHEN", "do something wrong; repeatable; see below", (s, v) => s with { Faults = [.. s.Faults, FaultParser.Parse(v)] }),
        new("fault-once", "FILE", "faults noted in FILE are spent; firing one notes it there", (s, v) => s with { FaultOnceFile = NotEmpty(v) }),
        new("control", null, "allow faults over HTTP at /control/fault", (s, v) => s with { Control = Boolean(v) }),
        new("generate", "PROMPT", "print one completion and exit", (s, v) => s with { Generate = NotEmpty(v) }),
        new("max-tokens", "N", "with --generate: most tokens (40)", (s, v) => s with { MaxTokens = Integer(v, 1, 100_000) }),
        new("temperature", "T", "with --generate: 0 to 2 (0.7)", (s, v) => s with { Temperature = Number(v, 0, 2) }),
        new("seed", "N", "with --generate: same seed, same text", (s, v) => s with { Seed = Long(v) }),
        new("help", null, "print this and exit", (s, v) => s with { Help = Boolean(v) }),
        new("version", null, "print the version and exit", (s, v) => s with { Version = Boolean(v) }),
    ];

    /// <summary>Values in one variable that stand for one repeated flag.</summary>
    public static bool IsRepeatable(Option option) => option.Name is "fault" or "served-model-name";

    private static string NotEmpty(string text) => text.Length > 0 ? text : throw new FormatException("must not be empty");

    private static int Integer(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
            ? value
            : throw new FormatException($"'{text}' is not a whole number from {least} to {most}");

    private static long Long(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw new FormatException($"'{text}' is not a whole number");

    private static double Number(string text, double least, double most) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value >= least && value <= most
            ? value
            : throw new FormatException($"'{text}' is not a number from {least} to {most}");

    private static bool Boolean(string text) => text switch
    {
        "1" or "true" or "yes" or "on" => true,
        "0" or "false" or "no" or "off" => false,
        _ => throw new FormatException($"'{text}' is not true or false"),
    };

    private static BindTime Bind(string text) => text switch
    {
        "early" => BindTime.Early,
        "late" => BindTime.Late,
        _ => throw new FormatException($"'{text}' is neither early nor late"),
    };
}
