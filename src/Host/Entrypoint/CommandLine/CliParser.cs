using System.Collections.Immutable;
using Supervision.Actors.Settings;
using Supervision.Control.Health;

namespace Supervision.Entrypoint.CommandLine;

// Overview
// The one hard rule of this command line is that everything after the first "--" belongs to the engine, whatever it looks like.
// So the arguments are cut there before anything else is looked at. System.CommandLine was measured and not taken: in its
// netstandard build, which net9.0 uses, it warns when compiled ahead of time, and it takes a mistyped option for a file name.

/// <summary>Turns arguments into a <see cref="CliInvocation"/>. Pure; the environment is looked at by the caller.</summary>
internal static class CliParser
{
    private const string Json = "--json";

    private const string Origins = "--origins";

    public static CliInvocation Parse(IReadOnlyList<string> args)
    {
        int cut = args.Count;
        for (int i = args.Count - 1; i >= 0; i--)
            if (args[i] == "--")
                cut = i;
        ImmutableArray<string>? command = cut == args.Count ? null : [.. args.Skip(cut + 1)];
        return new Run([.. args.Take(cut)], command).Parse();
    }

    private sealed class Run(string[] tokens, ImmutableArray<string>? engine)
    {
        private readonly List<string> _words = [];
        private CliOptions _options = CliOptions.None;
        private readonly HashSet<string> _switches = [];
        private bool _help;
        private bool _version;

        private CliCommand Command => _words switch
        {
            ["run", ..] => CliCommand.Run,
            ["check", ..] => CliCommand.Check,
            ["config", ..] => CliCommand.Config,
            ["diff", ..] => CliCommand.Diff,
            ["reference", ..] => CliCommand.Reference,
            ["preset", ..] => CliCommand.Preset,
            ["gpu", ..] => CliCommand.Gpu,
            ["events", ..] => CliCommand.Events,
            ["probe", ..] => CliCommand.Probe,
            ["completion", ..] => CliCommand.Completion,
            _ => CliCommand.Root,
        };

        public CliInvocation Parse()
        {
            string? error = ReadTokens();
            if (_help)
                return new CliInvocation.Help(Command);
            error ??= MisplacedSwitch();
            if (error is not null)
                return Error(error);
            if (_version)
                return _words is [var extra, ..] ? Error($"--version stands alone; unexpected argument '{extra}'") : new CliInvocation.Version();
            return Decide();
        }

        private CliInvocation Decide() => (_words, engine) switch
        {
            (["run" or "diff" or "reference" or "preset" or "gpu" or "events" or "probe" or "completion", ..], not null) => Error($"'{_words[0]}' and '-- COMMAND' exclude each other"),
            (["run"], _) => Error("'run' needs a configuration file"),
            (["run", .. var files], _) => new CliInvocation.RunFiles([.. files], _options),
            (["check" or "config", _, ..], not null) => Error($"'{_words[0]} FILE' and '-- COMMAND' exclude each other"),
            (["check" or "config"], { Length: 0 } or ["", ..]) => Error("no command after '--'"),
            (["check", .. var files], _) => new CliInvocation.Check(Target(files), _switches.Contains(Json)),
            (["config", .. var files], _) => new CliInvocation.Config(Target(files), _switches.Contains(Origins), _switches.Contains(Json)),
            (["diff", var before, var after], _) => new CliInvocation.Diff(before, after, _options),
            (["diff", ..], _) => Error("'diff' needs two configuration files, the old one and the new one"),
            (["reference"], _) => new CliInvocation.Reference(),
            (["preset"], _) => new CliInvocation.Preset(null),
            (["preset", var name], _) => Presets.Names.Contains(name) ? new CliInvocation.Preset(name)
                : Error($"unknown preset '{name}'{Suggestion.For(name, [.. Presets.Names])}; 'supervision preset' lists them"),
            (["preset", _, var extra, ..], _) => Error($"unexpected argument '{extra}'"),
            (["gpu"], _) => new CliInvocation.Gpu(_switches.Contains(Json)),
            (["events"], _) => Error("'events' needs the file of a journal"),
            (["events", .. var files], _) => new CliInvocation.Events([.. files], _switches.Contains(Json)),
            (["probe", var what], _) when QuestionOf(what) is { } asked => new CliInvocation.Probe(asked, null),
            (["probe", var what, var address], _) when QuestionOf(what) is { } asked => new CliInvocation.Probe(asked, address),
            (["probe", _, _, var extra, ..], _) => Error($"unexpected argument '{extra}'"),
            (["probe", ..], _) => Error("'probe' needs one of live, ready and startup"),
            (["completion", var shell], _) when Completions.Shells.Contains(shell) => new CliInvocation.Completion(shell),
            (["completion", ..], _) => Error($"'completion' needs one of {string.Join(", ", Completions.Shells)}"),
            (["reference" or "gpu", var extra, ..], _) => Error($"unexpected argument '{extra}'"),
            ([var word, ..], _) => Error(UnknownWord(word)),
            (_, { Length: 0 } or ["", ..]) => Error("no command after '--'"),
            (_, { } command) => new CliInvocation.RunCommand(command, _options),
            _ => new CliInvocation.RunLaunchCommand(_options),
        };

        /// <summary>What <c>check</c> and <c>config</c> speak of: the same three forms that can be run.</summary>
        private CliInvocation Target(List<string> files) => files.Count > 0 ? new CliInvocation.RunFiles([.. files], _options)
            : engine is { } command ? new CliInvocation.RunCommand(command, _options)
            : new CliInvocation.RunLaunchCommand(_options);

        private string? MisplacedSwitch() => Command switch
        {
            CliCommand.Config => null,
            CliCommand.Check or CliCommand.Gpu or CliCommand.Events => _switches.Contains(Origins) ? $"{Origins} belongs to 'config'" : null,
            _ => _switches.Contains(Origins) ? $"{Origins} belongs to 'config'"
                : _switches.Contains(Json) ? $"{Json} belongs to 'check', 'config', 'gpu' and 'events'; for a JSON log: --log-format json"
                : null,
        };

        /// <summary>Reads every token, so that help is found wherever it stands; returns the first error.</summary>
        private string? ReadTokens()
        {
            string? error = null;
            for (int i = 0; i < tokens.Length; i++)
            {
                string token = tokens[i];
                if (token is "--help" or "-h")
                    _help = true;
                else if (token == "--version")
                    _version = true;
                else if (token is Json or Origins)
                    _switches.Add(token);
                else if (token.StartsWith('-') && token != "-")
                    error ??= ReadOption(token, ref i);
                else
                    _words.Add(token);
            }
            return error;
        }

        private string? ReadOption(string token, ref int i)
        {
            int equals = token.IndexOf('=');
            string name = equals < 0 ? token : token[..equals];
            if (CliOption.All.FirstOrDefault(option => option.Name == name) is not { } option)
                return $"unknown option '{name}'{Suggestion.For(name, [.. CliOption.All.Select(o => o.Name), "--help", "--version", Json, Origins])}";
            if (equals < 0 && i + 1 >= tokens.Length)
                return $"{name} needs a value: {name} {option.ValueName}";

            string value = equals < 0 ? tokens[++i] : token[(equals + 1)..];
            try
            {
                _options = option.Apply(_options, value);
                return null;
            }
            catch (FormatException e)
            {
                return $"{name}: '{value}' is not valid: {e.Message}";
            }
        }

        private static string UnknownWord(string word) =>
            File.Exists(word)
                ? $"unknown command '{word}'; to run a configuration file: supervision run {word}"
                : $"unknown command '{word}'{Suggestion.For(word, Completions.Commands)}; to run a program: supervision -- {word}";

        private static HealthQuestion? QuestionOf(string word) => word switch
        {
            "live" => HealthQuestion.Live,
            "ready" => HealthQuestion.Ready,
            "startup" => HealthQuestion.Startup,
            _ => null,
        };

        private CliInvocation.UsageError Error(string message) => new(message, Command);
    }
}
