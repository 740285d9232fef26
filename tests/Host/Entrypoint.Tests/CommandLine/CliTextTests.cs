using Supervision.Actors.Settings;

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
        Assert.Matches(@"^supervision \d+\.\d+\.\d+\S* \(commit [0-9a-f]{40}|unknown\)$", Assert.Single(daemon.Lines));
    }

    [Fact(Timeout = 60000)]
    public async Task Reference_Printed_IsTheShippedFile()
    {
        await using DaemonProcess daemon = DaemonProcess.Start("reference");

        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Equal(SettingsLoader.ReferenceText.TrimEnd(), string.Join('\n', daemon.Lines).TrimEnd());
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
