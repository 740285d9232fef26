using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Supervision.Stress;

/// <summary>What the command line asks for.</summary>
internal sealed record Options(double Seconds, int Seed, int Threads, IReadOnlyList<string> Only)
{
    public const string Usage = """
        usage: stress [--seconds N] [--seed S] [--threads T] [--only NAME[,NAME…]]
          --seconds  how long; the last round ends a little later (default 10)
          --seed     of the choices that are made; the order of threads is not in its power (default: random)
          --threads  foreign threads that tell (default 4)
          --only     the kinds of rounds: tree, burst, block, system (default: all)
        """;

    public static bool TryParse(string[] args, [NotNullWhen(true)] out Options? options, [NotNullWhen(false)] out string? problem)
    {
        options = new Options(10, Random.Shared.Next(), 4, Round.Kinds);
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            problem = null;
            switch (args[i])
            {
                case "--seconds" when double.TryParse(value, CultureInfo.InvariantCulture, out var seconds) && seconds > 0:
                    options = options with { Seconds = seconds };
                    break;
                case "--seed" when int.TryParse(value, CultureInfo.InvariantCulture, out var seed):
                    options = options with { Seed = seed };
                    break;
                case "--threads" when int.TryParse(value, CultureInfo.InvariantCulture, out var threads) && threads is > 0 and <= 256:
                    options = options with { Threads = threads };
                    break;
                case "--only" when value.Split(',') is var kinds && kinds.All(Round.Kinds.Contains):
                    options = options with { Only = kinds };
                    break;
                default:
                    problem = $"cannot use {args[i]} {value}".TrimEnd();
                    options = null;
                    return false;
            }
        }

        problem = null;
        return true;
    }
}
