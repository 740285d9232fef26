using Supervision.Entrypoint.CommandLine;
using Supervision.Posix;

namespace Supervision.Entrypoint.Standard;

/// <summary><c>generate-supervisor-config</c>: writes a configuration that supervisord itself can run.</summary>
/// <param name="print">Writes to standard output; returns the exit code.</param>
/// <param name="complain">Writes one line to standard error.</param>
internal sealed class ConfigGenerator(Func<string, int> print, Action<string> complain)
{
    private const string Synopsis = $"usage: {MultiCall.GenerateConfig} [-h] [-o OUTPUT] [-p PROGRAM_NAME] [--log-level ERROR|INFO|DEBUG] [--] [COMMAND ARG...]";

    private const string Usage = $"""
        {Synopsis}

        Write the configuration of supervisord that fits a command and the variables of the container.

        arguments:
          COMMAND ARG...           What is run. Default: the words of LAUNCH_COMMAND.

        options:
          -h, --help               Print this help.
          -o, --output OUTPUT      Where to. Default: SUPERVISOR_CONFIG_PATH.
          -p, --program-name NAME  Name of the program. Default: app.
          --log-level LEVEL        ERROR, INFO or DEBUG: with ERROR nothing is said where all is well. Default: INFO.

        """;

    private string? _output = Environment.GetEnvironmentVariable(StandardVariables.ConfigPath);
    private string _program = "app";
    private bool _quiet;
    private List<string> _command = [];

    /// <param name="args">What follows the name.</param>
    public int Run(string[] args)
    {
        if (args.TakeWhile(one => one != "--").Any(one => one is "-h" or "--help") && IsOwn(args))
            return print(Usage);
        if (Read(args) is { } wrong)
            return Misused(wrong);
        if (string.IsNullOrEmpty(_output))
            return Misused("the following arguments are required: -o/--output");
        if (_command.Count == 0 && Environment.GetEnvironmentVariable(LaunchSources.LaunchCommand) is { } text && !string.IsNullOrWhiteSpace(text))
        {
            if (!ShellWords.TrySplit(text, out IReadOnlyList<string>? words, out string? error))
                return Fail($"Configuration error: {LaunchSources.LaunchCommand}: {error}");
            _command = [.. words];
        }
        if (_command.Count == 0)
            return Fail($"No launch command available. Set {LaunchSources.LaunchCommand} environment variable.");
        if (_command is [""] || string.IsNullOrWhiteSpace(_command[0]))
            return Fail("Configuration error: Launch command cannot be empty");
        if (string.IsNullOrWhiteSpace(_program))
            return Fail("Configuration error: Program name cannot be empty");
        // supervisord refuses the first three in a name, ends a section at ']' and expands '%'.
        if (!_program.All(c => !char.IsControl(c) && !char.IsWhiteSpace(c) && c is not (':' or '/' or ']' or '[' or '%' or ';' or '#')))
            return Fail("Configuration error: Program name cannot have blanks, control characters or any of : / [ ] % ; #");
        return Write();
    }

    private int Write()
    {
        var variables = new StandardVariables(Environment.GetEnvironmentVariable);
        string level = variables.Level(StandardVariables.LogLevel, strict: true) ?? variables.Level(StandardVariables.SupervisorLogLevel, strict: true) ?? "info";
        SupervisordFile file = SupervisordFile.For(
            _program, _command, variables.Recovery, variables.Retries ?? StandardVariables.DefaultRetries, level, merged: true);
        foreach (string name in Environment.GetEnvironmentVariables().Keys.OfType<string>().Order(StringComparer.Ordinal))
            if (SectionOverride.Of(name, Environment.GetEnvironmentVariable(name) ?? "") is { } set)
                file.Set(set.Section, set.Key, set.Value, set.Variable);
        if (variables.Problems.FirstOrDefault() is { } problem)
            return Fail($"Configuration error: {problem.Message}");
        if (ConfigurationFile.Write(_output!, file.Render(), ConfigurationFile.Readable) is { } failed)
            return Fail($"File I/O error: {failed}");
        return _quiet ? ExitCodes.Stopped : print($"Configuration written to: {_output}\n");
    }

    /// <summary>Whether help was asked of us: it stands before the command.</summary>
    private bool IsOwn(string[] args)
    {
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] is "-h" or "--help")
                return true;
            if (!args[i].StartsWith('-'))
                return false;
            if (args[i] is "-o" or "--output" or "-p" or "--program-name" or "--log-level")
                i++;
        }
        return false;
    }

    private string? Read(string[] args)
    {
        for (int i = 0; i < args.Length; i++)
        {
            string one = args[i];
            if (one == "--" || !one.StartsWith('-'))
            {
                // The command begins here; whatever looks like an option is its own.
                _command = [.. args.Skip(one == "--" ? i + 1 : i)];
                return null;
            }
            int equals = one.StartsWith("--", StringComparison.Ordinal) ? one.IndexOf('=') : -1;
            string name = equals < 0 ? one : one[..equals];
            if (name is not ("-o" or "--output" or "-p" or "--program-name" or "--log-level"))
                return $"unrecognized arguments: {one}";
            if (equals < 0 && i + 1 == args.Length)
                return $"argument {name}: expected one argument";
            string value = equals < 0 ? args[++i] : one[(equals + 1)..];
            if (name is "-o" or "--output")
                _output = value;
            else if (name is "-p" or "--program-name")
                _program = value;
            else if (value is "ERROR" or "INFO" or "DEBUG")
                _quiet = value == "ERROR";
            else
                return $"argument --log-level: invalid choice: '{value}' (choose from 'ERROR', 'INFO', 'DEBUG')";
        }
        return null;
    }

    private int Misused(string what)
    {
        complain(Synopsis);
        complain($"{MultiCall.GenerateConfig}: error: {what}");
        return ExitCodes.Usage;
    }

    private int Fail(string what)
    {
        complain($"ERROR: {what}");
        return ExitCodes.GaveUp;
    }
}
