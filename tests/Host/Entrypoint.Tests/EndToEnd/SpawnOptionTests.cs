namespace Supervision.Entrypoint.Tests.EndToEnd;

/// <summary>The helper is the executable itself: the options reach the engine of a real daemon.</summary>
public sealed class SpawnOptionTests
{
    [Fact(Timeout = 60000)]
    public async Task Options_ReachTheEngine()
    {
        using var file = new TempFile("options.conf", """
            supervision.engines.one {
              command = [sh, -c, "echo $(umask) $(nice) $(ulimit -Sn) $(ulimit -Hn) $(cat); exec sleep 300"]
              stdin = /etc/hostname
              umask = 027
              nice = 3
              limits { nofile = "64:128", core = 0 }
              no-new-privileges = true
              parent-death-signal = KILL
            }
            """);
        await using DaemonProcess daemon = DaemonProcess.StartFast("run", file.Path);

        LogLine output = await daemon.WaitForEventAsync("engine.output");
        Assert.Equal($"0027 3 64 128 {(await File.ReadAllTextAsync("/etc/hostname")).Trim()}", output.Message);
    }

    [Fact(Timeout = 60000)]
    public async Task User_Unknown_IsAFailedStartInTheLog()
    {
        await using DaemonProcess daemon = DaemonProcess.StartFast(
            "--set", "supervision.defaults.engine.run-as.user=no-such-user", "--set", "supervision.defaults.engine.budget.max-retries=0", "--", "sleep", "300");

        LogLine failed = await daemon.WaitForEventAsync("engine.exited");
        Assert.Equal("there is no user 'no-such-user' on this system", failed.Text("reason"));
        Assert.Equal(1, await daemon.WaitForExitAsync());
    }

    [Fact(Timeout = 60000)]
    public async Task Engine_WithoutAUser_IsWarnedOfWhereTheDaemonIsRoot()
    {
        await using DaemonProcess daemon = DaemonProcess.StartFast("--", "sleep", "300");
        await daemon.WaitForEventAsync("engine.running");

        Assert.Equal(Environment.IsPrivilegedProcess, daemon.Log.Any(line => line.Event == "configuration.warning" && line.Message.Contains("run-as.user", StringComparison.Ordinal)));
    }

    [Fact(Timeout = 60000)]
    public async Task Engine_WhoseUserIsNamed_IsNotWarnedOf_AndRuns()
    {
        string self = (await File.ReadAllLinesAsync("/proc/self/status")).First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1];
        await using DaemonProcess daemon = DaemonProcess.StartFast("--set", $"supervision.defaults.engine.run-as.user={self}", "--", "sleep", "300");
        await daemon.WaitForEventAsync("engine.running");

        Assert.DoesNotContain(daemon.Log, line => line.Event == "configuration.warning");
    }

    [Fact(Timeout = 60000)]
    public async Task CriticalChild_ThatIsKilled_FailsTheEngine()
    {
        using var file = new TempFile("children.conf", """
            supervision.engines.one {
              command = [sh, -c, "sleep 1111 & sleep 3; kill -9 $!; wait; exec sleep 300"]
              critical-children = ["sleep 1+$"]
            }
            """);
        await using DaemonProcess daemon = DaemonProcess.StartFast("run", file.Path);

        LogLine exited = await daemon.WaitForEventAsync("engine.exited");
        Assert.Equal("critical-child", exited.Text("failure"));
    }
}
