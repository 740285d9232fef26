using Supervision.Actors.Settings;
using Supervision.Entrypoint.CommandLine;

namespace Supervision.Entrypoint.Tests.CommandLine;

/// <summary>What the real executable prints, and what it exits with, where nothing is run.</summary>
public sealed class CliTextTests
{
    [Theory]
    [InlineData("root", "--help")]
    [InlineData("run", "run", "--help")]
    [InlineData("check", "check", "--help")]
    [InlineData("config", "config", "--help")]
    [InlineData("diff", "diff", "--help")]
    [InlineData("reference", "reference", "--help")]
    [InlineData("preset", "preset", "--help")]
    [InlineData("gpu", "gpu", "--help")]
    [InlineData("probe", "probe", "--help")]
    [InlineData("completion", "completion", "--help")]
    [InlineData("events", "events", "--help")]
    public async Task Help_OfEachCommand_MatchesItsBaseline(string name, params string[] args)
    {
        await using DaemonProcess daemon = DaemonProcess.Start(args);

        Assert.Equal(0, await daemon.WaitForExitAsync());
        Baseline.Verify($"Cli/{name}.help.txt", string.Join('\n', daemon.Lines) + "\n");
        Assert.Empty(daemon.Errors);
    }

    [Fact(Timeout = 60000)]
    public async Task Version_Printed_NamesVersionAndCommit()
    {
        await using DaemonProcess daemon = DaemonProcess.Start("--version");

        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Matches(@"^supervision \d+\.\d+\.\d+\S* \(commit ([0-9a-f]{40}|unknown)\)$", Assert.Single(daemon.Lines));
    }

    [Fact(Timeout = 60000)]
    public async Task Reference_Printed_IsTheShippedFile()
    {
        await using DaemonProcess daemon = DaemonProcess.Start("reference");

        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Equal(SettingsLoader.ReferenceText.TrimEnd(), string.Join('\n', daemon.Lines).TrimEnd());
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task Completion_OfEachShell_HasEveryCommand(string shell)
    {
        await using DaemonProcess daemon = DaemonProcess.Start("completion", shell);

        Assert.Equal(0, await daemon.WaitForExitAsync());
        string text = string.Join('\n', daemon.Lines);
        Assert.All(
            (string[])["run", "check", "config", "reference", "preset", "gpu", "events", "probe", "completion", "standard-supervisor"],
            word => Assert.Contains(word, text, StringComparison.Ordinal));
    }

    [Fact]
    public void ManualPage_OfTheRelease_NamesEveryCommandNameAndOption()
    {
        string page = File.ReadAllText(Repository.PathOf("docs", "man", "supervision.1")).Replace("\\-", "-", StringComparison.Ordinal);

        Assert.All(
            [.. Completions.Commands, .. MultiCall.Names, .. CliOption.All.Select(option => option.Name), "--json", "--origins"],
            word => Assert.Contains(word, page, StringComparison.Ordinal));
    }

    [NeedsProgramFact("bash")]
    public async Task Completion_InBash_CompletesCommandsAndLevels()
    {
        await using DaemonProcess daemon = DaemonProcess.Start(["completion", "bash"], [], read: true, "bash", "-c", """
            source <("$0" "$@")
            COMP_WORDS=(supervision re) COMP_CWORD=1; _supervision; echo "${COMPREPLY[@]}"
            COMP_WORDS=(supervision run --log-level c) COMP_CWORD=3; _supervision; echo "${COMPREPLY[@]}"
            """);

        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Equal(["reference", "critical"], daemon.Lines);
    }

    [Theory]
    [InlineData("supervision: unknown option '--nope'\nTry 'supervision --help'.\n", "--nope")]
    [InlineData("supervision: 'events' needs the file of a journal\nTry 'supervision events --help'.\n", "events")]
    [InlineData("supervision: 'run' needs a configuration file\nTry 'supervision run --help'.\n", "run")]
    [InlineData("supervision: nothing to run: name a file (supervision run FILE), a command (supervision -- COMMAND), or set LAUNCH_COMMAND\n"
        + "Try 'supervision --help'.\n")]
    [InlineData("supervision: nothing to check: name a file (supervision check FILE), a command (supervision check -- COMMAND), or set LAUNCH_COMMAND\n"
        + "Try 'supervision check --help'.\n", "check")]
    [InlineData("supervision: nothing to print: name a file (supervision config FILE), a command (supervision config -- COMMAND), or set LAUNCH_COMMAND\n"
        + "Try 'supervision config --help'.\n", "config")]
    public async Task UsageError_Any_IsOneLineAndAHintOnStandardError(string expected, params string[] args)
    {
        await using DaemonProcess daemon = DaemonProcess.Start(args);

        Assert.Equal(2, await daemon.WaitForExitAsync());
        Assert.Equal(expected, daemon.Errors);
        Assert.Empty(daemon.Lines);
    }
}
