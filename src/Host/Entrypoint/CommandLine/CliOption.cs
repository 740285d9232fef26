namespace Supervision.Entrypoint.CommandLine;

/// <summary>One option that takes a value.</summary>
/// <param name="Name">With its dashes.</param>
/// <param name="ValueName">What the value is called in the help.</param>
/// <param name="Description">One line of help.</param>
/// <param name="Apply">Takes the value in; throws <see cref="FormatException"/> with a phrase that says what is expected.</param>
internal sealed record CliOption(string Name, string ValueName, string Description, Func<CliOptions, string, CliOptions> Apply)
{
    private static readonly string[] Formats = ["text", "json"];

    private static readonly string[] Levels = ["debug", "info", "warn", "error", "critical"];

    /// <summary>The one list of options: parser, help and suggestions read it.</summary>
    public static IReadOnlyList<CliOption> All { get; } =
    [
        new("--set", "PATH=VALUE", "Override one setting, for example supervision.log.level=debug. Repeatable.", Set),
        new("--log-format", "FORMAT", "text, or json for one object per line. Default: text.",
            (options, value) => options.With("supervision.log.format", OneOf(Formats, value))),
        new("--log-level", "LEVEL", "debug, info, warn, error or critical. Default: info.",
            (options, value) => options.With("supervision.log.level", OneOf(Levels, value))),
    ];

    private static CliOptions Set(CliOptions options, string value)
    {
        int equals = value.IndexOf('=');
        if (equals <= 0 || string.IsNullOrWhiteSpace(value[..equals]))
            throw new FormatException("expected PATH=VALUE");
        return options.With(value[..equals].Trim(), value[(equals + 1)..]);
    }

    private static string OneOf(string[] allowed, string value) => allowed.Contains(value)
        ? value
        : throw new FormatException($"expected {string.Join(", ", allowed[..^1])} or {allowed[^1]}");
}
