using System.Collections.Immutable;
using System.Globalization;

namespace Supervision.Pbm.Cli;

// Overview
// Options stand before the command; from its first word on everything is the server's, so that a switch of a command is never taken for
// one of ours. Before it, one word may name the host: it does where it looks like an address (HOST:PORT, a path) or stands in the file
// of hosts. The value of --watch is optional and taken only where it is a number of seconds, which is no command.

/// <summary>The command line of <c>pbm</c>.</summary>
internal sealed record PbmArguments
{
    private static readonly TimeSpan _watchInterval = TimeSpan.FromSeconds(2);

    public bool Help { get; init; }

    public bool Version { get; init; }

    public bool Json { get; init; }

    /// <summary>Hosts as they are written; none for the default.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>Pause between runs; null for one run.</summary>
    public TimeSpan? Watch { get; init; }

    public string? TokenFile { get; init; }

    /// <summary>How long connecting may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The command; none for the prompt.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary>Reads.</summary>
    /// <param name="args">The words after the program's name.</param>
    /// <param name="isHost">Whether a word stands in the file of hosts.</param>
    /// <returns>The arguments, or one line that says what is wrong.</returns>
    public static (PbmArguments? Arguments, string Problem) Parse(IReadOnlyList<string> args, Func<string, bool> isHost)
    {
        var result = new PbmArguments();
        int i = 0;
        for (; i < args.Count; i++)
        {
            string word = args[i];
            int equals = word.StartsWith("--", StringComparison.Ordinal) ? word.IndexOf('=') : -1;
            string name = equals < 0 ? word : word[..equals];
            string? value = equals < 0 ? null : word[(equals + 1)..];
            switch (name)
            {
                case "-h" or "--help":
                    return (result with { Help = true }, "");
                case "--version":
                    return (result with { Version = true }, "");
                case "--json":
                    result = result with { Json = true };
                    break;
                case "--watch":
                    string? interval = value ?? (i + 1 < args.Count && double.TryParse(args[i + 1], CultureInfo.InvariantCulture, out _) ? args[++i] : null);
                    if (interval is not null && !TrySeconds(interval, out _))
                        return (null, $"--watch: '{interval}' is no number of seconds from 0.1 to 86400");
                    result = result with { Watch = interval is not null && TrySeconds(interval, out TimeSpan pause) ? pause : _watchInterval };
                    break;
                case "--host" or "--token-file" or "--timeout":
                    if (value is null && ++i == args.Count)
                        return (null, $"{name} needs a value");
                    if (result.With(name, value ?? args[i]) is not { } more)
                        return (null, $"--timeout: '{value ?? args[i]}' is no number of seconds from 0.1 to 86400");
                    result = more;
                    break;
                case "--":
                    return (result with { Command = [.. args.Skip(i + 1)] }, "");
                default:
                    if (word.StartsWith('-'))
                        return (null, $"unknown option '{word}'");
                    if (result.Hosts.IsEmpty && (PbmAddress.Parse(word) is not null || isHost(word)))
                    {
                        result = result with { Hosts = [word] };
                        break;
                    }
                    return (result with { Command = [.. args.Skip(i)] }, "");
            }
        }
        return (result, "");
    }

    private PbmArguments? With(string option, string value) => option switch
    {
        "--host" => this with { Hosts = Hosts.Add(value) },
        "--token-file" => this with { TokenFile = value },
        _ => TrySeconds(value, out TimeSpan timeout) ? this with { Timeout = timeout } : null,
    };

    private static bool TrySeconds(string text, out TimeSpan value)
    {
        bool valid = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds is >= 0.1 and <= 86400;
        value = valid ? TimeSpan.FromSeconds(seconds) : default;
        return valid;
    }
}
