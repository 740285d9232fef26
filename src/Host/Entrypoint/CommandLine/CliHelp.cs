using System.Text;

namespace Supervision.Entrypoint.CommandLine;

/// <summary>The help texts; the options come from <see cref="CliOption.All"/>.</summary>
internal static class CliHelp
{
    public static string For(CliCommand command) => command switch
    {
        CliCommand.Run => Run,
        CliCommand.Reference => Reference,
        _ => Root,
    };

    /// <summary>The command that shows <see cref="For"/>.</summary>
    public static string Invocation(CliCommand command) => command switch
    {
        CliCommand.Run => "supervision run --help",
        CliCommand.Reference => "supervision reference --help",
        _ => "supervision --help",
    };

    private static string Root => $"""
        supervision runs engines, watches them, and restarts what fails.

        Usage:
          supervision run FILE... [OPTIONS]        Run the engines of configuration files; later files win.
          supervision [OPTIONS] -- COMMAND ARG...  Run one command as the only engine. Everything after -- is its own.
          supervision [OPTIONS]                    The same with the command in the variable LAUNCH_COMMAND.
          supervision reference                    Print every setting with its default.

        Options:
        {Options}  -h, --help               Print help, also on a command: supervision run --help.
              --version            Print the version and the commit it was built from.

        Signals:
          TERM, INT, QUIT, HUP     Stop every engine and leave; a second one does not wait for them any longer.

        Exit codes:
          0   Stopped as asked, or every engine reached its normal end.
          1   An engine was given up on (or its own code, with supervision.exit-code = engine).
          2   The command line or the configuration is wrong; nothing was started.
          70  Internal error.

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

    private const string Reference = """
        Print every setting with its default, as a HOCON file.

        Usage:
          supervision reference

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
