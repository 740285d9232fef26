using Supervision.Pbm.Cli;
using Supervision.Pbm.Cli.Prompt;
using Supervision.Pbm.Terminals;

namespace Supervision.Pbm;

/// <summary>The program <c>pbm</c>.</summary>
public static class PbmApp
{
    /// <summary>Carries out one command line on this process's own console.</summary>
    /// <param name="args">The words after the program's name.</param>
    /// <returns>The exit code: see <c>pbm --help</c>.</returns>
    public static Task<int> RunAsync(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        IPbmConsole console = OperatingSystem.IsLinux() ? new LinuxConsole() : new PortableConsole();
        return RunAsync(args, console, Environment.GetEnvironmentVariable, TimeProvider.System);
    }

    internal static async Task<int> RunAsync(IReadOnlyList<string> args, IPbmConsole console, Func<string, string?> variable, TimeProvider time)
    {
        int code = await CarryOutAsync(args, console, variable, time).ConfigureAwait(false);
        // Half of what was asked for must not pass for the whole; a reader that has read enough may leave.
        if (console.OutputFailure is not { Length: > 0 } failure)
            return code;
        console.Complain($"cannot write to standard output: {failure}");
        return PbmExitCodes.Unwritten;
    }

    private static async Task<int> CarryOutAsync(IReadOnlyList<string> args, IPbmConsole console, Func<string, string?> variable, TimeProvider time)
    {
        HostFile hosts = HostFile.Load(variable);
        var (arguments, problem) = PbmArguments.Parse(args, name => hosts.Find(name) is not null);
        if (arguments is null)
            return Refuse(console, problem);
        if (arguments.Help)
            return Print(console, PbmHelp.Text);
        if (arguments.Version)
            return Print(console, PbmVersion.Line + "\n");
        foreach (string complaint in hosts.Problems)
            console.Complain(complaint);
        var connector = new Connector(hosts, arguments, variable);
        var (targets, wrong) = connector.Resolve();
        if (targets is null)
            return Refuse(console, wrong);
        using var interrupts = new Interrupts();
        if (!arguments.Command.IsEmpty)
            return await new OneShot(console, connector, arguments, interrupts, time).RunAsync(targets).ConfigureAwait(false);
        if (targets.Count > 1)
            return Refuse(console, "the prompt talks to one host; with several give a command");
        if (arguments.Watch is not null)
            return Refuse(console, "--watch needs a command");
        try
        {
            await using PbmClient client = await connector.ConnectAsync(targets[0], interrupts.Token).ConfigureAwait(false);
            return await new PromptLoop(console, client, arguments, interrupts, new History(console.InputIsTerminal ? History.PathOf(variable) : null))
                .RunAsync().ConfigureAwait(false);
        }
        catch (PbmConnectException error)
        {
            console.Complain(error.Message);
            return PbmExitCodes.Of(error.Kind);
        }
        catch (OperationCanceledException)
        {
            return PbmExitCodes.Interrupted;
        }
    }

    private static int Print(IPbmConsole console, string text)
    {
        console.Write(text);
        return PbmExitCodes.Done;
    }

    private static int Refuse(IPbmConsole console, string problem)
    {
        console.Complain(problem);
        console.WriteError("Try 'pbm --help'.\n"u8);
        return PbmExitCodes.Usage;
    }
}
