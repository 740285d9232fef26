namespace Supervision.Entrypoint.Tests.EndToEnd;

public sealed class RestartTests
{
    [Fact(Timeout = 60000)]
    public async Task Command_ThatAlwaysEnds_RestartsWithGrowingDelaysAndGivesUpWithOneLine()
    {
        await using DaemonProcess daemon = DaemonProcess.StartFast("--", "sleep", "0.2");

        Assert.Equal(1, await daemon.WaitForExitAsync());

        Assert.Equal([0.05, 0.1, 0.2], daemon.Log.Where(line => line.Event == "engine.backoff").Select(line => line.Number("delay")));
        Assert.Equal([1, 2, 3, 4], daemon.Log.Where(line => line.Event == "engine.starting").Select(line => line.Attempt!.Value));
        LogLine summary = Assert.Single(daemon.Log, line => line.Level is "error" or "critical");
        Assert.Contains("sleep", summary.Message, StringComparison.Ordinal);
        Assert.Contains("3", summary.Message, StringComparison.Ordinal);
        Assert.Contains("exited with code 0", summary.Message, StringComparison.Ordinal);
        Assert.Equal("daemon.gave-up", daemon.Log[^1].Event);
        Assert.Empty(daemon.Errors);
    }

    [Fact(Timeout = 60000)]
    public async Task Summary_OfAFailure_ShowsTheLastOutput()
    {
        await using DaemonProcess daemon = DaemonProcess.StartFast(
            "--set", "supervision.defaults.engine.budget.max-retries=0", "--", "sh", "-c", "echo before; echo the last words >&2; exit 9");

        Assert.Equal(1, await daemon.WaitForExitAsync());

        LogLine summary = Assert.Single(daemon.Log, line => line.Event == "daemon.gave-up");
        Assert.Contains("exited with code 9", summary.Message, StringComparison.Ordinal);
        Assert.Contains("the last words", summary.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("kill -9 $$", 137)]
    [InlineData("exit 0", 1)]
    public async Task ExitCode_Engine_IsPassedThrough(string script, int expected)
    {
        await using DaemonProcess daemon = DaemonProcess.StartFast(
            "--set", "supervision.exit-code=engine", "--set", "supervision.defaults.engine.budget.max-retries=0", "--", "sh", "-c", script);

        Assert.Equal(expected, await daemon.WaitForExitAsync());
    }

    [Fact(Timeout = 60000)]
    public async Task Command_ThatDoesNotExist_SaysSoAndGivesUp()
    {
        await using DaemonProcess daemon = DaemonProcess.StartFast(
            "--set", "supervision.defaults.engine.budget.max-retries=1", "--", "no-such-program-here");

        Assert.Equal(1, await daemon.WaitForExitAsync());

        Assert.Contains("no-such-program-here", Assert.Single(daemon.Log, line => line.Event == "daemon.gave-up").Message, StringComparison.Ordinal);
        Assert.All(daemon.Log.Where(line => line.Event == "engine.exited"), line => Assert.Equal("spawn-failed", line.Text("failure")));
    }

    [Fact(Timeout = 60000)]
    public async Task LaunchCommand_WithoutArguments_IsRun()
    {
        await using DaemonProcess daemon = DaemonProcess.Start(
            ["--log-format=json", .. DaemonProcess.Fast, "--set", "supervision.defaults.engine.budget.max-retries=0"],
            new() { ["LAUNCH_COMMAND"] = "sh -c 'echo \"from $0\"' \"the variable\"" });

        Assert.Equal(1, await daemon.WaitForExitAsync());

        Assert.Equal("from the variable", Assert.Single(daemon.Log, line => line.Event == "engine.output").Message);
    }
}
