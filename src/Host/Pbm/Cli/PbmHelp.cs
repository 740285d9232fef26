namespace Supervision.Pbm.Cli;

/// <summary>The help text of <c>pbm</c> itself; what a server offers comes from the server.</summary>
internal static class PbmHelp
{
    public const string Text = """
        pbm asks and controls running supervision daemons.

        Usage:
          pbm [OPTIONS] [HOST] [COMMAND...]

        HOST is HOST:PORT, the path of a unix socket, or a name from the file of hosts. Default: PBM_HOST; else the first of
        /run/supervision/pbm.sock, $XDG_RUNTIME_DIR/supervision/pbm.sock and 127.0.0.1:9110 where a daemon answers.

        Without COMMAND it prompts for commands. Which there are comes from the server: 'pbm help'. Some of them:
          pbm engine list                      What runs.
          pbm engine why ENGINE                Why it is as it is: its last attempts, its budget, its events.
          pbm engine tail -f ENGINE            What it writes, as it comes.
          pbm top                              The tree, live.

        Options:
              --host HOST          A host; several times for several, the output is then grouped by host.
              --json               One JSON object per line instead of text.
              --watch [SECONDS]    Run the command again and again, every 2 seconds by default.
              --token-file FILE    File with the token. Default: the host's in the file of hosts; PBM_TOKEN has the token itself.
              --timeout SECONDS    How long connecting may take. Default: 5.
          -h, --help               Print this help.
              --version            Print the version.

        The file of hosts is PBM_HOSTS, or ~/.config/pbm/hosts; a line is: NAME ADDRESS [token-file=FILE].

        Exit codes:
          0   Done.
          1   The command failed.
          2   The command line or the command is not understood.
          3   Nobody answers.
          4   Not let in: the token is missing or wrong, or the socket is another user's.
          5   What answers speaks another protocol, or another version of it.
          6   The connection ended before the command did.
          7   The output could not be written, as on a full disk.
          130 Interrupted.
        With several hosts or with --watch: the greatest code, or that of the last run.

        """;
}
