using Supervision.Entrypoint.CommandLine;

namespace Supervision.Entrypoint.Standard;

/// <summary><c>extract-supervisor-entrypoint</c>: writes the script that runs <c>LAUNCH_COMMAND</c>.</summary>
/// <param name="print">Writes to standard output; returns the exit code.</param>
/// <param name="complain">Writes one line to standard error.</param>
internal sealed class EntrypointScript(Func<string, int> print, Action<string> complain)
{
    private const string FileName = "supervisor-entrypoint.sh";
    private const string DefaultPath = $"/opt/aws/{FileName}";

    private const string Usage = $"""
        usage: {MultiCall.ExtractEntrypoint} [-h] [-o OUTPUT]

        Write the entrypoint script of a container, which runs the command in LAUNCH_COMMAND under supervision.

        options:
          -h, --help           Print this help.
          -o, --output OUTPUT  Where to. Default: {DefaultPath}.

        """;

    /// <param name="args">What follows the name.</param>
    public int Run(string[] args)
    {
        string path = DefaultPath;
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "-h" or "--help":
                    return print(Usage);
                case "-o" or "--output" when i + 1 < args.Length:
                    path = args[++i];
                    break;
                case var one when one.StartsWith("--output=", StringComparison.Ordinal):
                    path = one["--output=".Length..];
                    break;
                case var one when one.StartsWith("-o", StringComparison.Ordinal) && one.Length > 2:
                    path = one[2..];
                    break;
                default:
                    complain($"usage: {MultiCall.ExtractEntrypoint} [-h] [-o OUTPUT]");
                    complain($"{MultiCall.ExtractEntrypoint}: error: {(args[i] is "-o" or "--output" ? $"argument {args[i]}: expected one argument" : $"unrecognized arguments: {args[i]}")}");
                    return ExitCodes.Usage;
            }
        }

        if (ConfigurationFile.Write(path, Script(Environment.ProcessPath), ConfigurationFile.Executable) is not { } problem)
            return print($"Successfully extracted {FileName} to {path}\n");
        complain($"ERROR: {problem}");
        return ExitCodes.GaveUp;
    }

    /// <summary>The script's text.</summary>
    /// <param name="executable">Where this program is; null where that is not known.</param>
    public static string Script(string? executable)
    {
        string quoted = Posix.ShellWords.Join([executable ?? "/usr/local/bin/supervision"]);
        return $"""
            #!/bin/sh
            # Runs the command in LAUNCH_COMMAND and restarts it when it ends. Exit code 1 after ENGINE_MAX_START_RETRIES restarts.
            # Variables: LAUNCH_COMMAND, ENGINE_AUTO_RECOVERY, ENGINE_MAX_START_RETRIES, SUPERVISOR_LOG_LEVEL, SUPERVISOR_CONFIG_PATH.
            program={quoted}
            [ -x "$program" ] || program=$(command -v supervision) || {OpenBrace}
              echo "ERROR: supervision not found; it was $program when this script was made" >&2
              exit 1
            {CloseBrace}
            exec "$program" {MultiCall.SupervisorEntrypoint} "$@"

            """;
    }

    private const string OpenBrace = "{";
    private const string CloseBrace = "}";
}
