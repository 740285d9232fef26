namespace Supervision.Entrypoint.Tests.EndToEnd;

public sealed class ConfigurationTests
{
    [Fact(Timeout = 60000)]
    public async Task File_WithATypo_IsRefusedWithItsPositionAndStartsNothing()
    {
        string witness = Path.Combine(Path.GetTempPath(), $"supervision-test-{Guid.NewGuid():N}");
        using var file = new TempFile("typo.conf", $$"""
            supervision {
              engines.one {
                command = [touch, "{{witness}}"]
                backof.min = 1s
              }
            }
            """);
        await using DaemonProcess daemon = DaemonProcess.Start("run", file.Path);

        Assert.Equal(2, await daemon.WaitForExitAsync());

        Assert.Contains($"{file.Path}:4:5: error: ", daemon.Errors, StringComparison.Ordinal);
        Assert.Contains("backoff", daemon.Errors, StringComparison.Ordinal);
        Assert.Empty(daemon.Lines);
        Assert.False(File.Exists(witness));
    }

    [Fact(Timeout = 60000)]
    public async Task File_Missing_IsNamed()
    {
        await using DaemonProcess daemon = DaemonProcess.Start("run", "/nonexistent/nothing.conf");

        Assert.Equal(2, await daemon.WaitForExitAsync());
        Assert.Contains("/nonexistent/nothing.conf", daemon.Errors, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task TokenFile_ThatMayNotBeRead_IsToldWithWhatHelps()
    {
        using var token = new TempFile("token", "0123456789abcdef");
        File.SetUnixFileMode(token.Path, UnixFileMode.None);
        using var file = new TempFile("token.conf", $$"""
            supervision.engines.one.command = [echo, started]
            supervision.control.pbm { enabled = on, token-file = "{{token.Path}}" }
            """);
        // Root as it is in a container that dropped the capabilities: the mode of a file holds for it as well.
        string[] wrapper = Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--inh-caps", "-dac_override,-dac_read_search"] : [];
        await using DaemonProcess daemon = DaemonProcess.Start(["run", file.Path], [], true, wrapper);

        Assert.Equal(2, await daemon.WaitForExitAsync());

        Assert.Contains($"{file.Path}:2:", daemon.Errors, StringComparison.Ordinal);
        Assert.Contains($"the file '{token.Path}' may not be read; let the user of the daemon read it, or name another one", daemon.Errors, StringComparison.Ordinal);
        Assert.Empty(daemon.Lines);
    }

    [Fact(Timeout = 60000)]
    public async Task Override_WithABadValue_IsRefused()
    {
        await using DaemonProcess daemon = DaemonProcess.Start("--set", "supervision.defaults.engine.backoff.min=soon", "--", "true");

        Assert.Equal(2, await daemon.WaitForExitAsync());
        Assert.Contains("supervision.defaults.engine.backoff.min", daemon.Errors, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task LaunchCommand_WithAnOpenQuote_IsRefused()
    {
        await using DaemonProcess daemon = DaemonProcess.Start([], new() { ["LAUNCH_COMMAND"] = "vllm 'serve" });

        Assert.Equal(2, await daemon.WaitForExitAsync());
        Assert.StartsWith("supervision: LAUNCH_COMMAND: ", daemon.Errors, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task Files_Several_LaterWins()
    {
        using var first = new TempFile("first.conf", "supervision.engines.one { command = [echo, first], restart = temporary }");
        using var second = new TempFile("second.conf", "supervision.engines.one.command = [echo, second]");
        await using DaemonProcess daemon = DaemonProcess.Start("run", first.Path, second.Path, "--log-format", "json");

        await daemon.WaitForExitAsync();

        Assert.Equal("second", Assert.Single(daemon.Log, line => line.Event == "engine.output").Message);
    }
}
