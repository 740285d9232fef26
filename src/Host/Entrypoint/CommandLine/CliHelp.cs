using System.Text;

namespace Supervision.Entrypoint.CommandLine;

/// <summary>The help texts; the options come from <see cref="CliOption.All"/>.</summary>
internal static class CliHelp
{
    public static string For(CliCommand command) => command switch
    {
        CliCommand.Run => Run,
        CliCommand.Check => Check,
        CliCommand.Config => Config,
        CliCommand.Diff => Diff,
        CliCommand.Reference => Reference,
        CliCommand.Preset => Preset,
        CliCommand.Gpu => Gpu,
        CliCommand.Events => Events,
        CliCommand.Probe => Probe,
        CliCommand.Completion => Completion,
        _ => Root,
    };

    /// <summary>The command that shows <see cref="For"/>.</summary>
    public static string Invocation(CliCommand command) => command switch
    {
        CliCommand.Run => "supervision run --help",
        CliCommand.Check => "supervision check --help",
        CliCommand.Config => "supervision config --help",
        CliCommand.Diff => "supervision diff --help",
        CliCommand.Reference => "supervision reference --help",
        CliCommand.Preset => "supervision preset --help",
        CliCommand.Gpu => "supervision gpu --help",
        CliCommand.Events => "supervision events --help",
        CliCommand.Probe => "supervision probe --help",
        CliCommand.Completion => "supervision completion --help",
        _ => "supervision --help",
    };

    private static string Root => $"""
        supervision runs engines, watches them, and restarts what fails.

        Usage:
          supervision run FILE... [OPTIONS]        Run the engines of configuration files; later files win.
          supervision [OPTIONS] -- COMMAND ARG...  Run one command as the only engine. Everything after -- is its own.
          supervision [OPTIONS]                    Run the file in SUPERVISION_CONFIG, or /etc/supervision/container.conf, or the
                                                   command in LAUNCH_COMMAND.
          supervision check FILE... [OPTIONS]      Validate a configuration; start nothing.
          supervision config FILE... [OPTIONS]     Print the resolved configuration, secrets masked.
          supervision diff OLD NEW [OPTIONS]       Print what a reload would do; start nothing.
          supervision reference                    Print every setting with its default.
          supervision preset [NAME]                List what is known of engines, or print one of it.
          supervision gpu                          Show the GPUs and who uses them.
          supervision events FILE...               Print the journal of a daemon.
          supervision probe live|ready|startup     Ask a running daemon, as a probe of Kubernetes does.
          supervision completion bash|zsh|fish     Print a script that completes these words.

        Also by these names, as a link to this file or as its first word:
          standard-supervisor COMMAND ARG...       Run one command by the rules of AWS' standard-supervisor.
          supervisor-entrypoint                    Run LAUNCH_COMMAND by the rules of AWS' supervisor-entrypoint.sh.
          extract-supervisor-entrypoint [-o PATH]  Write a script that does.
          generate-supervisor-config -o PATH COMMAND ARG...
                                                   Write a configuration for supervisord.
          pbm [HOST] [COMMAND...]                  Ask and control running daemons: pbm --help.

        Options:
        {Options}  -h, --help               Print help, also on a command: supervision run --help.
              --version            Print the version and the commit it was built from.

        Signals:
          TERM, INT, QUIT, HUP     Stop every engine and leave; a second one does not wait for them any longer.
          USR1                     Reload the configuration; only what changed restarts.
          USR2                     Close and open every log file.

        Exit codes:
          0   Stopped as asked, or every engine reached its normal end.
          1   An engine was given up on (or its own code, with supervision.exit-code = engine).
          2   The command line or the configuration is wrong; nothing was started.
          70  Internal error.
          80  A GPU was lost.
          81  GPU driver and library do not fit together.

        """;

    private static string Run => $"""
        Run the engines of configuration files until stopped.

        Usage:
          supervision run FILE... [OPTIONS]

        Arguments:
          FILE...                  HOCON files; a later file overrides an earlier one.

        Options:
        {Options}  -h, --help               Print this help.

        """;

    private static string Check => $"""
        Validate a configuration as 'supervision run' would load it. Nothing is started and nothing is written.

        Usage:
          supervision check FILE... [OPTIONS]
          supervision check [OPTIONS] -- COMMAND ARG...
          supervision check [OPTIONS]              The command of the variable LAUNCH_COMMAND.

        Arguments:
          FILE...                  HOCON files; a later file overrides an earlier one.

        Options:
              --json               Print one JSON object: valid, groups, engines, errors, warnings.
        {Options}  -h, --help               Print this help.

        Exit codes:
          0   Valid; one line says what would run. Warnings go to standard error.
          2   Every error, and the warnings, on standard error.

        """;

    private static string Config => $"""
        Print the configuration that 'supervision run' would use: every source merged, every substitution resolved.
        Secrets are masked. Nothing is started.

        Usage:
          supervision config FILE... [OPTIONS]
          supervision config [OPTIONS] -- COMMAND ARG...
          supervision config [OPTIONS]             The command of the variable LAUNCH_COMMAND.

        Arguments:
          FILE...                  HOCON files; a later file overrides an earlier one.

        Options:
              --origins            Add to each value where it was written, as a comment.
              --json               Print JSON instead of HOCON; without comments.
        {Options}  -h, --help               Print this help.

        Exit codes:
          0   Printed.
          2   The configuration is wrong: every error on standard error, nothing on standard output.

        """;

    private static string Diff => $"""
        Print what a reload would do to a daemon that runs OLD if the file were NEW. Nothing is started.

        Usage:
          supervision diff OLD NEW [OPTIONS]

        Arguments:
          OLD, NEW                 HOCON files.

        Options:
        {Options}  -h, --help               Print this help.

        Exit codes:
          0   Printed, one line for each engine or group that differs; nothing where none does.
          2   One of the files is wrong: every error on standard error, nothing on standard output.

        """;

    private const string Preset = """
        Print what a preset fills in for an engine, as a HOCON file, or list the presets.

        Usage:
          supervision preset [NAME]

        Arguments:
          NAME                     What 'preset = NAME' says in an engine's settings.

        Options:
          -h, --help               Print this help.

        """;

    private const string Reference = """
        Print every setting with its default, as a HOCON file.

        Usage:
          supervision reference

        Options:
          -h, --help               Print this help.

        """;

    private const string Gpu = """
        Show the GPUs as the NVIDIA driver sees them: memory, load, health, and the processes that use them. Where there is no driver, a line
        says so.

        Usage:
          supervision gpu [OPTIONS]

        Options:
              --json               Print one JSON object: status, reason, driverVersion, cudaVersion, devices.
          -h, --help               Print this help.

        Environment:
          SUPERVISION_NVML         The driver's library. Default: libnvidia-ml.so.1.

        Exit codes:
          0   Printed, also where there is no driver, or one that does not answer within 10 s.

        """;

    private const string Events = """
        Print the events in the file of a journal (supervision.journal.path), also while a daemon writes it, and also after it was killed.

        Usage:
          supervision events FILE... [OPTIONS]

        Arguments:
          FILE...                  The files, the oldest first: PATH.2 PATH.1 PATH.

        Options:
              --json               Print each event as one JSON object in a line.
          -h, --help               Print this help.

        Exit codes:
          0   Printed. Damaged records are left out, and counted on standard error.
          2   A file cannot be read, or is no journal.

        """;

    private const string Probe = """
        Ask a running daemon at its health listener (supervision.health.listen), and print what it says of its engines.

        Usage:
          supervision probe live|ready|startup [HOST:PORT]

        Arguments:
          live                     Does the daemon itself work?
          ready                    Do all engines serve, and is no end asked for?
          startup                  Have all engines served once?
          HOST:PORT                The listener. Default: SUPERVISION_HEALTH_LISTEN.

        Options:
          -h, --help               Print this help.

        Exit codes:
          0   Yes.
          1   No, or nobody answers within 5 s.
          2   The command line is wrong, or no listener is named.

        """;

    private const string Completion = """
        Print a script that completes the words of this command line.

        Usage:
          supervision completion bash|zsh|fish

        Examples:
          supervision completion bash > /etc/bash_completion.d/supervision
          supervision completion zsh > "${fpath[1]}/_supervision"
          supervision completion fish > ~/.config/fish/completions/supervision.fish

        Options:
          -h, --help               Print this help.

        """;

    private static string Options
    {
        get
        {
            var text = new StringBuilder();
            foreach (CliOption option in CliOption.All)
                text.Append("      ").Append($"{option.Name} {option.ValueName}".PadRight(21)).Append(option.Description).Append('\n');
            return text.ToString();
        }
    }
}
