using System.Collections.Immutable;

namespace Supervision.Entrypoint.CommandLine;

/// <summary>The values of the options that a run takes.</summary>
/// <param name="Overrides">Settings given on the command line as <c>path=value</c>, in order; later ones win.</param>
internal sealed record CliOptions(ImmutableArray<string> Overrides)
{
    public static CliOptions None { get; } = new([]);

    public CliOptions With(string path, string value) => this with { Overrides = Overrides.Add($"{path}={value}") };
}
