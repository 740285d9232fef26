using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Supervision.Kernel.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    public const string Usage = """
        usage: kernel-bench [--only NAME[,NAME…]] [--runs N] [--scale F] [--peer PATH] [--cold PATH]
          --only   the scenarios to run; all of them by default
          --runs   runs of each, at least 3; the median counts (default 5)
          --scale  how much work a run does; 1 is a second or so (default 1)
          --peer   kernel-bench built on another kernel, run in turns with this one
          --cold   a published kernel-bench whose cold start is measured instead of this one's
        """;

    public IReadOnlyList<string> Only { get; private init; } = [];

    public int Runs { get; private init; } = 5;

    public double Scale { get; private init; } = 1;

    public string? Peer { get; private init; }

    public string? Cold { get; private init; }

    public static bool TryParse(string[] args, out Options options, [NotNullWhen(false)] out string? problem)
    {
        options = new Options();
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length)
            {
                problem = $"{args[i]} needs a value";
                return false;
            }

            var value = args[i + 1];
            (options, problem) = args[i] switch
            {
                "--only" when value.Split(',') is var names && names.All(Scenario.Names.Contains) => (options with { Only = names }, null),
                "--only" => (options, $"unknown scenario in '{value}'; there are: {string.Join(", ", Scenario.Names)}"),
                "--runs" when int.TryParse(value, out var runs) && runs >= 3 => (options with { Runs = runs }, null),
                "--scale" when double.TryParse(value, CultureInfo.InvariantCulture, out var scale) && scale > 0 => (options with { Scale = scale }, null),
                "--peer" when File.Exists(value) => (options with { Peer = value }, null),
                "--cold" when File.Exists(value) => (options with { Cold = value }, (string?)null),
                _ => (options, $"cannot use {args[i]} {value}"),
            };
            if (problem is not null)
                return false;
        }

        problem = null;
        return true;
    }
}
